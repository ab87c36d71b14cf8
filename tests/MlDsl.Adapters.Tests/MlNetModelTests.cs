using Microsoft.ML.Data;
using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

/// <summary>
/// Models that ML.NET saved, compiled into this assembly and bound to types as a service has them for a prediction engine. Their scores are
/// compared with ML.NET on many rows elsewhere; those of a few rows stand here.
/// </summary>
[Collection(Alone.Name)]
public sealed class MlNetModelTests
{
    private static readonly TaxiTrip Trip = new() { VendorId = "VTS", RateCode = "1", PassengerCount = 1, TripTime = 1140, TripDistance = 3.75f, PaymentType = "CRD" };

    [Fact]
    public void PredictionsAllocateNothing()
    {
        using TaxiModel taxi = TaxiModel.Load();
        using IrisModel iris = IrisModel.Load();
        var fare = new TaxiFare();
        var flower = new IrisFlower { SepalLength = 6.9f, SepalWidth = 3.1f, PetalLength = 5.4f, PetalWidth = 2.1f };
        Memory.AssertAllocatesNothing(() => taxi.Run(in Trip, out fare));
        float found = 0;
        Memory.AssertAllocatesNothing(() =>
        {
            iris.Run(in flower, out IrisKind kind);
            found += kind.PredictedLabel;
        });
        Assert.True(fare.Score > 0 && found > 0);
    }

    [Fact]
    public void BatchAndOneRowAgree()
    {
        using TaxiModel taxi = TaxiModel.Load();
        TaxiTrip[] trips = [.. Enumerable.Range(0, 100).Select(static i => Trip with { TripDistance = i * 0.3f, TripTime = i * 60, VendorId = i % 3 == 0 ? "CMT" : i % 3 == 1 ? "VTS" : "unseen" })];
        var fares = new TaxiFare[trips.Length];
        taxi.Run(trips, fares);
        for (int i = 0; i < trips.Length; i++)
        {
            taxi.Run(in trips[i], out TaxiFare one);
            Assert.Equal(fares[i], one);
        }
        Assert.True(fares.Select(static fare => fare.Score).Distinct().Count() > 10);
    }

    [Fact]
    public void TextsHaveASentiment()
    {
        using SentimentModel model = SentimentModel.Load();
        model.Run(new Remark("You are a wonderful and helpful editor, thank you"), out Sentiment kind);
        model.Run(new Remark("You are a stupid idiot"), out Sentiment rude);
        Assert.True(kind.PredictedLabel && kind.Probability > rude.Probability);
        Assert.Contains("null", Assert.ThrowsAny<ArgumentException>(() => model.Run(new Remark(null!), out _)).Message, StringComparison.Ordinal);
    }
}

/// <summary>A trip of the taxi model; the label is there, as in the class that trained it.</summary>
public readonly record struct TaxiTrip
{
    [LoadColumn(0), ColumnName("VendorId")] public string VendorId { get; init; }

    [LoadColumn(1)] public string RateCode { get; init; }

    [LoadColumn(2)] public float PassengerCount { get; init; }

    [LoadColumn(3)] public float TripTime { get; init; }

    [LoadColumn(4)] public float TripDistance { get; init; }

    [LoadColumn(5)] public string PaymentType { get; init; }

    [LoadColumn(6), ColumnName("FareAmount")] public float Label { get; init; }
}

public readonly record struct TaxiFare(float Score);

[MlNetModel("Compiled/taxi-fare-fasttree.zip")]
public sealed partial class TaxiModel : IScorer<TaxiTrip, TaxiFare>;

public readonly record struct IrisFlower(float SepalLength, float SepalWidth, float PetalLength, float PetalWidth);

public readonly record struct IrisKind(float PredictedLabel);

[MlNetModel("Compiled/iris-maxent.zip")]
public sealed partial class IrisModel : IScorer<IrisFlower, IrisKind>;

public readonly record struct Remark(string SentimentText);

public readonly record struct Sentiment(bool PredictedLabel, float Probability, float Score);

[MlNetModel("Compiled/sentiment-linear.zip")]
public sealed partial class SentimentModel : IScorer<Remark, Sentiment>;
