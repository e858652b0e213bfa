RSpec.describe 'Cart' do
  it('AT-TC-4 one lamp costs 24,90 €') { expect(1 * 2490).to eq 2490 }

  context 'with a voucher' do
    it('takes ten per cent') { expect({ total: 17_010 }).to eq({ total: 17_000 }) }
    it('is used once only', skip: 'AT-118 comes first') {}
    it 'is mailed'
    pending('rounds the franc') { expect(12.345).to eq 12.35 }
    pending('was fixed long ago') { expect(1).to eq 1 }
  end

  %w[DE CH NO].each do |country|
    it("ships to #{country}") { expect(%w[DE CH]).to include(country) }
  end

  it('greets "Zoë" & <山田> 🎁') { puts 'Grüße!'; warn 'no font for 🎁' }
end

RSpec.describe 'Checkout' do
  before { raise IOError, "payment sandbox does not answer\n  at pay.acme.test:8443" }
  it('pays by card') {}

  describe('by invoice') { it('is sent') {} }
end
