using FraudScreen;
using MlDsl.Reports;
using MlDsl.Tasks.Tests.Clusters;
using MovieNight;
using OfferChoice;
using SalesForecast;

namespace MlDsl.Browser.Tests.Reports;

/// <summary>Reports of models of the further tasks, of rows that the samples make up.</summary>
internal static class FurtherReports
{
    /// <summary>Sales of shops by day: bands, quantiles, three series drawn, an assessment.</summary>
    public static Report Sales()
    {
        Split<Sale> split = Dataset<Sale>.FromRows(Shops.Make()).SplitByTime(Shops.First.AddDays(Shops.Days - 112).ToDateTime(default), Shops.First.AddDays(Shops.Days - 56).ToDateTime(default));
        SalesModel model = SalesModel.Fit(split.Train);
        return model.Report(split.Validation, split.Train, new ForecastReportOptions { Purpose = "Says how much to order.", MinCellRows = 4, DrawnSeries = 3 }, model.Assess(split.Test, split.Development));
    }

    /// <summary>Films for an evening, of which many viewers are new.</summary>
    public static Report Films()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Evenings.Make(500)).SplitByTime(validation: 0.2, test: 0);
        return MovieNight.Films.Fit(split.Train).Report(split.Validation, new RecommendationReportOptions { Purpose = "Films for an evening at home." });
    }

    /// <summary>Discounts that were offered alike, and a policy that offers them by age.</summary>
    public static Report Offers()
    {
        ActionSpace<OfferChoice.Offer.Input, Discount> offers = ActionSpace.Of<OfferChoice.Offer, OfferChoice.Offer.Input, Discount>();
        var customers = new Customers(seed: 1);
        var random = new Random(2);
        OfferChoice.Offer[] rows =
        [
            .. Enumerable.Range(0, 2000).Select(_ =>
            {
                OfferChoice.Offer.Input customer = customers.Next();
                Discount discount = offers.Actions[random.Next(offers.Actions.Count)];
                return new OfferChoice.Offer { Age = customer.Age, Orders = customer.Orders, Discount = discount, Earned = (float)customers.Earned(in customer, discount) };
            }),
        ];
        double[] alike = [.. offers.Actions.Select(_ => 1.0 / offers.Actions.Count)];
        DecisionSplit<OfferChoice.Offer, OfferChoice.Offer.Input, Discount> split = LoggedDecisions.Of(offers, Dataset<OfferChoice.Offer>.FromRows(rows), _ => alike).SplitByTime(0.5);
        return split.Later.Report(
            offers.EpsilonGreedy(OfferModel.Fit(split.Earlier.Train), epsilon: 0.1), static train => OfferModel.Fit(train), new DecisionReportOptions { Values = new OffPolicyOptions { Range = new RewardRange(0, Customers.MostEarned) } });
    }

    /// <summary>Payments that are unlike the others, with labels.</summary>
    public static Report Payments()
    {
        Split<Payment> split = Dataset<Payment>.FromRows(Payment.Made(6000)).SplitRandom(validation: 0.3, test: 0.1, seed: 1);
        return ScreenModel.Fit(split.Train).Report(split.Validation, new ReportOptions { ImportanceRows = 1000 }, split: split);
    }

    /// <summary>Guests of three kinds.</summary>
    public static Report Guests()
    {
        Split<Guest> split = Tasks.Tests.Clusters.Guests.Split();
        return GuestModel.Fit(split.Train).Report(split.Validation);
    }
}
