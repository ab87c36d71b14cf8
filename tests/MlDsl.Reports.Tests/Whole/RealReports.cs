using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>Reports of models of every task, of data that people gathered where there is such: what a reader gets, with all that can be asked for.</summary>
internal static class RealReports
{
    private static readonly CsvOptions Census = new() { Trim = true, Missing = ["", "?"] };

    /// <summary>Fares of taxi trips: a number, an assessment, another model, two rows.</summary>
    public static Report Taxi()
    {
        Split<Trip> split = Dataset<Trip>.FromCsv(TestData.File("taxi-fare-train.csv")).SplitRandom(0.2, 0.1, seed: 1);
        TripModel model = TripModel.Fit(split.Train), other = TripModel.Fit(split.Train, new LinearRegressionOptions { L2 = 0.1 });
        return model.Report(
            split.Validation, new ReportOptions { Purpose = "Tells a rider the fare before the trip. Not for what drivers are paid.", ExplainRows = [0, 1] }, model.Assess(split.Test), split, other);
    }

    /// <summary>Incomes of a census: two classes, groups of people.</summary>
    public static Report Adult()
    {
        Split<Adult> split = Dataset<Adult>.FromCsv(TestData.File("adult.csv"), Census).SplitStratified(0.2, 0.1, seed: 3);
        return AdultModel.Fit(split.Train).Report(split.Validation, new ReportOptions { ImportanceRows = 3000 }, split: split);
    }

    /// <summary>Hours of bicycle hire: a number with its interval, in time.</summary>
    public static Report Bike()
    {
        Split<BikeHour> split = Dataset<BikeHour>.FromCsv(TestData.File("bike-hour.csv")).SplitByTime(0.2, 0.1, embargo: TimeSpan.FromDays(1));
        return BikeIntervalModel.Fit(split.Train).Report(split.Validation, split: split);
    }

    /// <summary>Handwritten digits: ten classes, 64 columns.</summary>
    public static Report Digits()
    {
        Split<Digit> split = Dataset<Digit>.FromCsv(TestData.File("optdigits-train.csv"), new CsvOptions { HasHeader = false }).SplitRandom(0.3, 0.1, seed: 1);
        return DigitModel.Fit(split.Train).Report(split.Validation, new ReportOptions { ImportanceRows = 500 }, split: split);
    }

    /// <summary>Results of searches, made by formula: a ranking beside another.</summary>
    public static Report Search()
    {
        Split<SearchHit> split = SearchHits.Split();
        SearchModel model = SearchModel.Fit(split.Train);
        return model.Report(split.Validation, split: split, against: SearchModel.Fit(split.Train, new LinearRankingOptions { L2 = 10 }));
    }

    /// <summary>Names and values that would be markup if they were not escaped.</summary>
    public static Report Hostile()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        return model.Report(split.Validation, new ReportOptions { Purpose = Purchase.Hostile, ExplainRows = [0, 3] }, model.Assess(split.Test), split, model);
    }
}
