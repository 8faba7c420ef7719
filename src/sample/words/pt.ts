import type { SampleWords } from './words.ts'

export const pt: SampleWords = {
  services: {
    boilerRepair: {
      name: 'Reparação de caldeiras',
      description:
        'Reparação de caldeiras a gás e a gasóleo em sua casa. Inclui deslocação, diagnóstico e uma hora de trabalho; as peças são à parte.',
      category: 'Aquecimento',
      subjects: [
        'Sem aquecimento desde esta manhã',
        'A caldeira faz um barulho estranho',
        'A água quente fica fria ao fim de dois minutos',
        'A caldeira mostra o erro F28',
        'A pressão desce todas as noites',
        'Os radiadores do primeiro andar não aquecem',
      ],
      done: 'A sua caldeira ficará reparada',
      visit: 'O nosso técnico de aquecimento estará em sua casa',
      caveats: ['Pode ser preciso encomendar uma peça.', 'Precisamos de acesso à conduta de fumos.'],
    },
    boilerService: {
      name: 'Revisão anual da caldeira',
      description: 'Inspeção, limpeza e verificação de segurança uma vez por ano, com o registo que a seguradora pede.',
      category: 'Aquecimento',
      subjects: [
        'Revisão anual, por favor',
        'Revisão da caldeira para o certificado do senhorio',
        'Revisão antes do inverno',
        'Plano de manutenção: segunda visita do ano',
      ],
      done: 'A revisão da sua caldeira ficará feita',
      visit: 'O nosso técnico virá fazer a revisão anual',
      caveats: ['Tem de estar alguém em casa.', 'Numa vaga de frio, as reparações passam à frente.'],
    },
    leak: {
      name: 'Fugas e roturas de canos',
      description:
        'Canalização de urgência, de dia e de noite: primeiro paramos a água, depois reparamos o cano na mesma visita.',
      category: 'Canalização',
      subjects: [
        'Água debaixo do lava-louça',
        'Cano rebentado na cave!!',
        'A mancha de humidade no teto está a crescer',
        'O autoclismo não para de correr',
        'O ralo do duche está entupido',
      ],
      done: 'A fuga ficará reparada',
      visit: 'O nosso canalizador estará em sua casa',
      caveats: ['Se o cano estiver dentro da parede, abrimos primeiro a parede.', 'O trânsito no centro.'],
    },
    electrical: {
      name: 'Avarias elétricas',
      description:
        'Diagnóstico e reparação de instalações, tomadas, quadros e iluminação por um eletricista certificado.',
      category: 'Eletricidade',
      subjects: [
        'O disjuntor dispara sempre que ligo o forno',
        'Metade das tomadas não funciona',
        'A luz da escada está a piscar',
        'Cheiro a queimado no quadro elétrico',
        'Tomada nova para o carregador do carro',
      ],
      done: 'A avaria elétrica ficará reparada',
      visit: 'O nosso eletricista estará em sua casa',
      caveats: [
        'A eletricidade tem de estar desligada durante o trabalho.',
        'Instalações antigas podem exigir mais de uma visita.',
      ],
    },
    appliance: {
      name: 'Reparação de eletrodomésticos',
      description: 'Máquinas de lavar, fornos e frigoríficos de todas as marcas, em sua casa ou na nossa oficina.',
      category: 'Eletrodomésticos',
      subjects: [
        'A máquina de lavar não centrifuga',
        'A máquina da louça fica com água no fundo',
        'O forno não aquece',
        'O frigorífico está quente, o congelador está bem',
        'A máquina de secar para ao fim de dez minutos',
      ],
      done: 'O seu eletrodoméstico ficará reparado',
      visit: 'O nosso técnico estará em sua casa',
      caveats: [
        'O prazo de entrega das peças do fabricante.',
        'Se a reparação não compensar, avisamos antes de começar.',
      ],
    },
    fitting: {
      name: 'Casas de banho e cozinhas',
      description: 'Do projeto medido à divisão pronta: canalização, eletricidade e azulejos pela mesma equipa.',
      category: 'Remodelação',
      subjects: [
        'Duche em vez da banheira',
        'Lava-louça novo e ligação da máquina',
        'Casa de banho completa, 6 metros quadrados',
        'Substituir azulejos e torneiras na lavandaria',
      ],
      done: 'A sua obra ficará terminada',
      visit: 'A nossa equipa começará a obra em sua casa',
      caveats: ['Os azulejos são feitos por encomenda.', 'O que encontrarmos por trás dos azulejos antigos.'],
    },
  },
  matters: {
    question: {
      subjects: [
        'Quanto custa uma deslocação ao fim de semana?',
        'Reparam bombas de calor?',
        'Posso ter a fatura noutro nome?',
      ],
      promise: 'Ligamos-lhe com uma resposta',
    },
    complaint: {
      subjects: [
        'O técnico chegou uma hora atrasado',
        'A mesma avaria outra vez',
        'A fatura é mais alta do que o combinado',
      ],
      promise: 'Terá a nossa resposta à sua reclamação',
    },
    return: {
      subjects: ['O termóstato não serve, quero devolvê-lo'],
      promise: 'O seu dinheiro estará de volta na sua conta',
    },
    suggestion: {
      subjects: ['Mandem uma mensagem antes de vir, por favor'],
      promise: 'Diremos o que decidimos',
    },
  },
  firstReply: 'Diremos quando podemos ir',
  details: [
    'Desde segunda-feira, mais alto de manhã.',
    'Toque duas vezes, a campainha é fraca.',
    'Temos um bebé em casa, por isso é bastante urgente.',
    'Já aconteceu na primavera; o seu colega trocou uma válvula.',
  ],
  reasons: [
    'A peça está esgotada e chega mais tarde do que o fabricante nos disse.',
    'O nosso técnico está doente e mais ninguém conhece este modelo.',
    'Uma urgência com água a correr teve de passar à frente.',
    'Encontrámos mais danos do que o esperado ao abrir a parede.',
  ],
  withdrawals: ['Cancelou o pedido.', 'O senhorio entregou o trabalho a outra empresa.'],
  corrections: ['Feito a tempo; a folha chegou da carrinha no dia seguinte.', 'Registado tarde: sem rede na cave.'],
  wishes: ['Qualquer dia depois das cinco.', 'Sábado seria melhor para nós.'],
  notes: [
    'Telefonar antes de ir.',
    'Vive no estrangeiro: o inquilino abre a porta.',
    'Cão no jardim.',
    'Fatura para o condomínio.',
  ],
  causes: [
    'À espera de uma peça',
    'Cliente ausente',
    'Doença na equipa',
    'Urgência passou à frente',
    'Mais danos do que o esperado',
  ],
  outcomes: {
    done: 'Reparado',
    late: 'Reparado, depois do prometido',
    cancelled: 'Cancelado',
    refused: 'Cliente recusou',
    answered: 'Respondido',
  },
  channels: { phone: 'Telefone', email: 'E-mail', website: 'Site', counter: 'Balcão' },
  priorities: { normal: 'Normal', urgent: 'Urgente' },
  areas: ['Norte', 'Sul', 'Este', 'Oeste', 'Centro'],
  women: {
    given: ['Inês', 'Maria João', 'Beatriz', 'Conceição', 'Luísa', 'Catarina'],
    family: ['Gonçalves', 'da Conceição Magalhães', 'Araújo', 'Simões', "d'Orey", 'Brandão'],
  },
  men: {
    given: ['João', 'António', 'Zé', 'Tomás', 'Nuno', 'Luís Filipe'],
    family: ['Guimarães', 'de Sousa e Silva', 'Falcão', 'Assunção', 'Bragança', 'Leitão'],
  },
  companies: ['Pastelaria São João', 'Condomínio Rua das Flores 12', 'Clínica Dentária Sorriso'],
}
