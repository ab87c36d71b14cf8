using MlDsl;
using MlDsl.Reports;
using OfferChoice;

string folder = Directory.CreateTempSubdirectory("offer-choice").FullName;
var morning = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
ActionSpace<Offer.Input, Discount> offers = ActionSpace.Of<Offer, Offer.Input, Discount>();
Discount[] all = [.. offers.Actions];
// A week later it is known what was earned.
var options = new DecisionLogOptions { RewardDelay = TimeSpan.FromDays(7), WaitsForDisk = false };

// For three weeks every discount is offered alike, and logged with its probability.
var customers = new Customers(seed: 1);
var random = new Random(2);
using (DecisionLog<Offer, Offer.Input, Discount> log = DecisionLog.Open<Offer, Offer.Input, Discount>(folder, offers, options))
{
    for (int i = 0; i < 3000; i++)
    {
        DateTimeOffset at = morning.AddMinutes(10 * i);
        Offer.Input customer = customers.Next();
        Decision<Discount> decision = log.Decide(offers.Uniform(), $"offer-{i}", at, in customer, all, random);
        log.Reward($"offer-{i}", at.AddDays(7), customers.Earned(in customer, decision.Action));
    }
}

LoggedDecisions<Offer, Offer.Input, Discount> logged = DecisionLog.Read<Offer, Offer.Input, Discount>(folder, offers, options, morning.AddDays(40));
DecisionSplit<Offer, Offer.Input, Discount> split = logged.SplitByTime(test: 0.5);

// Policies of the earlier decisions, and what each would have earned with the later ones.
OfferModel model = OfferModel.Fit(split.Earlier.Train);
DecisionPolicy<Offer.Input, Discount> greedy = offers.EpsilonGreedy(model, epsilon: 0.1);
DecisionPolicy<Offer.Input, Discount> thompson = model.Thompson(offers, split.Earlier.Train);
var ask = new OffPolicyOptions { Range = new RewardRange(0, Customers.MostEarned) };
foreach (DecisionPolicy<Offer.Input, Discount> policy in (DecisionPolicy<Offer.Input, Discount>[])[greedy, thompson])
{
    Console.WriteLine(split.Later.Evaluate(policy, static rows => OfferModel.Fit(rows), ask));
    Console.WriteLine();
}

PolicyComparison compared = split.Later.Compare(greedy, null, static rows => OfferModel.Fit(rows), ask);
Console.WriteLine($"{greedy.Name} earns more than what was done: {compared.DoublyRobust}");

split.Later.WriteReport("offer-choice.html", greedy, static rows => OfferModel.Fit(rows), new DecisionReportOptions { Purpose = "Says which discount a customer is offered.", Values = ask });

// What nobody could have known: customers are made up.
double truth = 0;
var fresh = new Customers(seed: 3);
double[] propensities = new double[all.Length];
for (int i = 0; i < 100_000; i++)
{
    Offer.Input customer = fresh.Next();
    greedy.Propensities(in customer, all, propensities);
    for (int action = 0; action < all.Length; action++) truth += propensities[action] * Customers.Mean(in customer, all[action]) / 100_000;
}

Metric said = compared.First.DoublyRobust!.Value;
Console.WriteLine(FormattableString.Invariant($"decisions={logged.Count} truth={truth:F2} estimate={said.Value:F2} held={(said.Low <= truth && truth <= said.High ? 1 : 0)} gain={compared.DoublyRobust!.Value.Value:F2} logged={compared.Second.Logged.Value.Value:F2}"));
Directory.Delete(folder, recursive: true);
