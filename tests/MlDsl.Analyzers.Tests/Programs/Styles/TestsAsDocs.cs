using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Parking.Tests;

[AttributeUsage(AttributeTargets.Method)]
public sealed class FactAttribute : Attribute { }

public static class Assert
{
    public static void True(bool condition, string message = "") { if (!condition) throw new InvalidOperationException(message); }
    public static void InRange(double value, double low, double high) => True(value >= low && value <= high, $"{value} is not in [{low}, {high}]");
}

public sealed class ParkingFixture
{
    public MLContext ML { get; } = new MLContext(seed: 4);
    public IDataView Rows { get; }
    public DataOperationsCatalog.TrainTestData Split { get; }

    public ParkingFixture()
    {
        Rows = ML.Data.LoadFromEnumerable(Made().ToList());
        Split = ML.Data.TrainTestSplit(Rows, testFraction: 0.5, seed: 4);
    }

    private static IEnumerable<Lot> Made()
    {
        var random = new Random(4);
        for (int i = 0; i < 500; i++)
        {
            float cars = random.Next(100), rain = (float)random.NextDouble();
            yield return new Lot { Cars = cars, Rain = rain, Free = 100 - cars - 5 * rain };
        }
    }
}

public sealed class ParkingTests(ParkingFixture fixture)
{
    private MLContext ML => fixture.ML;

    private IEstimator<ITransformer> Estimator() =>
        ML.Transforms.Concatenate("Features", nameof(Lot.Cars), /*MLD1001:*/nameof(Lot.Rain)/*=> "Snow"*//*MLD1201:*//*=> , nameof(Lot.Free)*/)
            .Append(ML.Regression.Trainers.Sdca(/*MLD1001:*/nameof(Lot.Free)/*=> "Frei"*/));

    [Fact]
    public void Learns_the_number_of_free_places()
    {
        var model = Estimator().Fit(/*MLD1102:*/fixture.Split.TrainSet/*=> fixture.Split.TestSet*/);
        var metrics = ML.Regression.Evaluate(model.Transform(/*MLD1101:*/fixture.Split.TestSet/*=> fixture.Split.TrainSet*/), /*MLD1006:*/nameof(Lot.Free)/*=> nameof(Lot.Rain)*/);
        Assert.InRange(metrics.RSquared, 0.9, 1.0);
    }

    [Fact]
    public void Importance_is_on_cars()
    {
        var model = Estimator().Fit(fixture.Split.TrainSet);
        var importance = ML.Regression.PermutationFeatureImportance(model, model.Transform(/*MLD1604:*/fixture.Split.TestSet/*=> fixture.Split.TrainSet*/), labelColumnName: nameof(Lot.Free));
        Assert.True(importance.Count > 0);
    }

    [Fact]
    public void Folds_agree()
    {
        var folds = ML.Regression.CrossValidate(/*MLD1502:*/fixture.Rows/*=> ML.Transforms.NormalizeMinMax(nameof(Lot.Cars)).Fit(fixture.Rows).Transform(fixture.Rows)*/, Estimator(), numberOfFolds: 4, labelColumnName: nameof(Lot.Free));
        double mean = folds/*MLD1603:*/.Average/*=> .Max*/(f => f.Metrics.RSquared);
        Assert.True(mean > 0.8, "folds differ");
    }
}

public sealed class Lot
{
    public float Cars { get; set; }
    public float Rain { get; set; }
    public /*MLD1004:*/float/*=> double*/ Free { get; set; }
}
