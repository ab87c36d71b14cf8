using MlDsl;
using MlDsl.Serving;
using ShopService;

// The files that a job elsewhere would write; here they are fitted to made-up rows the first time.
const string Models = "shop-models";
bool asks = args is [.., "ask"];
if (!File.Exists(Path.Combine(Models, "offers.mldsl"))) Fitting.Write(Models);

// One process writes a log of decisions. Questions that the sample asks itself are decided anew each time, by the same draws.
string decisions = asks ? Directory.CreateTempSubdirectory("shop-decisions").FullName : Path.Combine(Models, "decisions");
ActionSpace<Offer.Input, Coupon> coupons = ActionSpace.Of<Offer, Offer.Input, Coupon>();
using var log = DecisionLog.Open<Offer, Offer.Input, Coupon>(decisions, coupons, new() { RewardDelay = TimeSpan.FromDays(7) });
var desk = new DecisionDesk<Offer, Offer.Input, Coupon>(log);
Random draws = asks ? new Random(7) : Random.Shared;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddModel<SalesModel>(static o => o.File = $"{Models}/sales.mldsl");
builder.Services.AddModel<ArticleModel>(static o => o.File = $"{Models}/articles.mldsl");
builder.Services.AddModel<PaymentModel>(static o => o.File = $"{Models}/payments.mldsl");
builder.Services.AddModel<CustomerModel>(static o => o.File = $"{Models}/customers.mldsl");
builder.Services.AddScorer(
    ScorerJson.Of(desk.Decisions), file => desk.Decide(coupons.EpsilonGreedy(OfferModel.Load(file), epsilon: 0.1), draws), static o => (o.Name, o.File) = ("offers", $"{Models}/offers.mldsl"));
builder.Services.AddScorer(ScorerJson.Of(desk.Rewards), _ => desk.Reward());
WebApplication app = builder.Build();
app.MapModel<SalesModel>("/sales");
app.MapModel<ArticleModel>("/articles");
app.MapModel<PaymentModel>("/payments");
app.MapModel<CustomerModel>("/customers");
app.MapModel<DecisionScorer<Offer, Offer.Input, Coupon>>("/offers");
app.MapModel<RewardScorer<Offer, Offer.Input, Coupon>>("/offers/rewards");
app.MapModelHealth("/health");

// `-- ask` asks questions over loopback, holds the answers against the models in this process, and ends.
if (!asks)
{
    await app.RunAsync();
    return 0;
}
using var questions = new Questions(Models, coupons);
await questions.AskAsync(app);
return questions.AreAllEqual ? 0 : 1;
