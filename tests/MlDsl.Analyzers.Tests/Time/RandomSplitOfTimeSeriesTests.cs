using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class RandomSplitOfTimeSeriesTests
{
    [Fact]
    public Task ReportsASplitBeforeForecasting() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        var split = ml.Data.{|MLD1301:TrainTestSplit|}(data, 0.2);
        var model = ml.Forecasting.ForecastBySsa("Forecast", "Amount", 7, 30, 365, 7).Fit(split.TrainSet);
        """, members: """
        class Sale { [LoadColumn(0)] public DateTime Day { get; set; } [LoadColumn(1)] public float Amount { get; set; } }
        """);

    [Fact]
    public Task ReportsAShuffleBeforeASeries() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var shuffled = ml.Data.{|MLD1301:ShuffleRows|}(data);
        ml.Transforms.DetectSpikeBySsa("Spike", "Fare", 95.0, 30, 90, 7).Fit(shuffled);
        """);

    [Fact]
    public Task ReportsRowsWithADateAndEarlierValues() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        var split = ml.Data.{|MLD1301:TrainTestSplit|}(data);
        """, members: """
        class Sale { [LoadColumn(0)] public DateTime Day { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float PrevAmount { get; set; } }
        """);

    [Fact]
    public Task ReportsThePricesOfAPeriod() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var split = ml.Data.{|MLD1301:TrainTestSplit|}(ml.Data.LoadFromTextFile<Quote>(path));
        """, members: """
        class Quote { [LoadColumn(0)] public string Date; [LoadColumn(1)] public float Open; [LoadColumn(2)] public float High; [LoadColumn(3)] public float Low; [LoadColumn(4)] public float ClosePrice; }
        """);

    [Fact]
    public Task AllowsPricesWithoutATimeAndHoursOfBusiness() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var prices = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Price>(path));
        var shops = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Shop>(path));
        """, members: """
        class Price { [LoadColumn(0)] public string Item; [LoadColumn(1)] public float Open; [LoadColumn(2)] public float High; [LoadColumn(3)] public float Low; }
        class Shop { [LoadColumn(0)] public DateTime Day; [LoadColumn(1)] public float Open; [LoadColumn(2)] public float Close; [LoadColumn(3)] public float Turnover; }
        """);

    [Fact]
    public Task AllowsTheDatesAndKinOfPersons() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var people = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Person>(path));
        var staff = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Staff>(path));
        """, members: """
        class Person { [LoadColumn(0)] public DateTime BirthDate; [LoadColumn(1)] public float PreviousLoans; [LoadColumn(2)] public bool Paid; }
        class Staff { [LoadColumn(0)] public DateTime Seen; [LoadColumn(1)] public string NextOfKin; [LoadColumn(2)] public bool PreviousEmployer; [LoadColumn(3)] public bool Left; }
        """);

    [Fact]
    public Task AllowsASplitOfWhichNothingIsUsed() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        var split = ml.Data.TrainTestSplit(data);
        var train = split.TrainSet;
        var model = ml.Transforms.Concatenate("Features", "LagOne").Append(ml.Regression.Trainers.FastTree("Amount")).Fit(data);
        """, members: """
        class Sale { [LoadColumn(0)] public DateTime Day { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float LagOne { get; set; } }
        """);

    [Fact]
    public Task ReportsFoldsOfSuchRows() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        ml.Regression.{|MLD1301:CrossValidate|}(data, ml.Transforms.Concatenate("Features", "LagOne").Append(ml.Regression.Trainers.FastTree("Amount")));
        """, members: """
        class Sale { [LoadColumn(0)] public DateTime Day { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float LagOne { get; set; } }
        """);

    [Theory]
    [InlineData("string CreatedAt", "float NextAmount")]
    [InlineData("string FechaPedido", "float MontoAnterior")]
    [InlineData("string Datum", "float NaechsteMenge")]
    [InlineData("DateTime Jour", "float PrixSuivant")]
    [InlineData("DateTime Dia", "float ValorSeguinte")]
    [InlineData("float Year; [LoadColumn(9)] public float Month", "float LaggedAmount")]
    [InlineData("string Name", "float NextAmount", false)]
    [InlineData("string Update", "float PrevAmount", false)]
    [InlineData("float Year", "float PrevAmount", false)]
    public Task ReportsDatesAsTextAndInOtherLanguages(string time, string lag, bool isSeries = true) => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>($"""
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        var split = ml.Data.{(isSeries ? "{|MLD1301:TrainTestSplit|}" : "TrainTestSplit")}(data);
        """, members: $$"""
        class Sale { [LoadColumn(0)] public {{time}}; [LoadColumn(1)] public float Amount; [LoadColumn(2)] public {{lag}}; }
        """);

    [Fact]
    public Task AllowsADateOfIndependentRows() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Ride>(path);
        var split = ml.Data.TrainTestSplit(data);
        """, members: """
        class Ride { [LoadColumn(0)] public DateTime Pickup { get; set; } [LoadColumn(1)] public float Fare { get; set; } }
        """);

    [Fact]
    public Task AllowsRowsThatAreAlreadyFilteredByTime() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<Sale>(path), "Day", lowerBound: 100);
        var split = ml.Data.TrainTestSplit(data);
        """, members: """
        class Sale { [LoadColumn(0)] public DateTime Day { get; set; } [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float PrevAmount { get; set; } }
        """);

    [Fact]
    public Task AllowsASeriesWhoseTimeIsNotLoaded() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        var split = ml.Data.TrainTestSplit(data);
        """, members: """
        class Sale { [LoadColumn(1)] public float Amount { get; set; } [LoadColumn(2)] public float PrevAmount { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<RandomSplitOfTimeSeries>("""
        #pragma warning disable MLD1301
        var data = ml.Data.LoadFromTextFile<Sale>(path);
        var split = ml.Data.TrainTestSplit(data, 0.2);
        var model = ml.Forecasting.ForecastBySsa("Forecast", "Amount", 7, 30, 365, 7).Fit(split.TrainSet);
        """, members: """
        class Sale { [LoadColumn(0)] public DateTime Day { get; set; } [LoadColumn(1)] public float Amount { get; set; } }
        """);
}
