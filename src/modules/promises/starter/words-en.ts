import type { StarterWords } from './starter-words.ts'

export const en: StarterWords = {
  channels: {
    email: ['email', 'e-mail', 'mail'],
    social: ['social media', 'social', 'facebook', 'instagram', 'tiktok', 'twitter', 'x'],
  },
  norms: {
    repeated_question: ['First reply to common questions', 'We will answer your question.'],
    email: ['First reply to e-mails', 'We will answer your e-mail.'],
    social_complaint: ['First reply to complaints on social media', 'We will look into your complaint and answer you.'],
    order_status: ['Where the order stands', 'We will tell you where your order stands.'],
    booking_confirmation: ['Booking confirmed', 'We will confirm your booking.'],
    promotion: ['Promotions announced ahead', 'Our customers hear of this promotion before it begins.'],
    whole_service: ['The whole service', 'What you asked us for will be done.'],
    review_request: ['Asking how it went', 'We ask the customer how it went.'],
    went_as_promised: ['Asking whether it went as promised', 'We ask the customer whether it went as promised.'],
    return: ['Returns settled', 'Your return will be settled.'],
    product_news: ['News about what we offer', 'Our customers hear what is new with us.'],
    next_reply: ['Reply to every further message', 'We will answer your message.'],
    callback: ['Missed calls returned', 'We will call you back.'],
  },
  industries: {
    repair: {
      order_status: ['Where the part stands', 'We will tell you where the part for your repair stands.'],
      booking_confirmation: ['Repair appointment confirmed', 'We will confirm the appointment for your repair.'],
      whole_service: ['The whole repair', 'Your repair will be finished.'],
      review_request: ['Asking how the repair went', 'We ask the customer how the repair went.'],
      return: ['Repairs brought back', 'What you brought back to us will be put right or paid back.'],
    },
    field_service: {
      order_status: ['Where the material stands', 'We will tell you where the material for your job stands.'],
      booking_confirmation: ['Visit confirmed', 'We will confirm when our technician comes to you.'],
      whole_service: ['The whole job on site', 'The work at your place will be finished.'],
      review_request: ['Asking how the visit went', 'We ask the customer how the visit went.'],
    },
    agency: {
      order_status: ['Where the project stands', 'We will tell you where your project stands.'],
      booking_confirmation: ['Meeting confirmed', 'We will confirm our meeting with you.'],
      whole_service: ['The whole project', 'Your project will be delivered.'],
      review_request: ['Asking how the project went', 'We ask the customer how the project went.'],
      return: ['Corrections made', 'What you sent back to us will be corrected.'],
    },
    clinic: {
      order_status: ['Where the results stand', 'We will tell you where your results stand.'],
      booking_confirmation: ['Appointment confirmed', 'We will confirm your appointment.'],
      promotion: ['Health campaigns announced ahead', 'Our patients hear of this campaign before it begins.'],
      whole_service: ['From request to appointment', 'Your appointment will take place.'],
      review_request: ['Asking how the appointment went', 'We ask the patient how the appointment went.'],
      return: ['Bills put right', 'Your bill will be checked and, where that is due, paid back.'],
      product_news: ['News from the clinic', 'Our patients hear what is new at the clinic.'],
    },
    it_provider: {
      order_status: ['Where the equipment stands', 'We will tell you where the equipment you ordered stands.'],
      booking_confirmation: ['Session confirmed', 'We will confirm the time of our session with you.'],
      whole_service: ['The whole solution', 'Your problem will be solved.'],
      review_request: ['Asking whether it works', 'We ask the customer whether everything works.'],
      return: ['Equipment taken back', 'The equipment you send back will be settled.'],
      product_news: ['News about our systems', 'Our customers hear what is new in our systems.'],
    },
    shop: {
      booking_confirmation: ['Reservation confirmed', 'We will confirm your reservation.'],
      whole_service: ['From order to delivery', 'Your order will be with you.'],
      review_request: ['Asking about the purchase', 'We ask the customer how they like what they bought.'],
      return: ['Returns paid back', 'Your return will be checked and your money paid back.'],
      product_news: ['News about products', 'Our customers hear which products are new.'],
    },
  },
}
