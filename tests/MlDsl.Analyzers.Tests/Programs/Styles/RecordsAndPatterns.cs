using Microsoft.ML;
using Microsoft.ML.Data;

namespace Fleet;

public enum Kind { Mean, Trees, Boosted }

public sealed record Recipe(Kind Kind, int Seed = 7, double Test = 0.2)
{
    public MLContext Open() => new(Seed);
}

public readonly record struct Outcome(double Rmse, ITransformer Model);

public sealed record Session(MLContext Ml, IDataView Train, IDataView Test)
{
    public static Session Start(Recipe recipe, string path)
    {
        var ml = recipe.Open();
        var rows = ml.Data.LoadFromTextFile<Ride>(path, ',', true);
        return ml.Data.TrainTestSplit(rows, recipe.Test) switch
        {
            { TrainSet: var left, TestSet: var right } => new Session(ml, left, right),
        };
    }

    public IEstimator<ITransformer> Features => Ml.Transforms.Categorical.OneHotEncoding([new(/*MLD1001:*/"Model"/*=> "Modell"*/), new("Depot")])
        .Append(Ml.Transforms.Concatenate("Features", ["Model", "Depot", .. Ride.Numbers/*MLD1201:*//*=> , nameof(Ride.Litres)*/]));

    public IEstimator<ITransformer> Trainer(Kind kind) => kind switch
    {
        Kind.Mean => Ml.Regression.Trainers.Sdca(/*MLD1001:*/nameof(Ride.Litres)/*=> "Liters"*/),
        Kind.Trees => Ml.Regression.Trainers.FastForest(nameof(Ride.Litres)),
        Kind.Boosted => Ml.Regression.Trainers.LightGbm(nameof(Ride.Litres)),
        _ => throw new System.ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public Outcome Run(Kind kind)
    {
        ITransformer model = Features.Append(Ml.Transforms.NormalizeMinMax("Features")).Append(Trainer(kind)).Fit(/*MLD1101:*/Train/*=> Test*/);
        return new(Ml.Regression.Evaluate(model.Transform(/*MLD1101:*/Test/*=> Train*/), /*MLD1006:*/nameof(Ride.Litres)/*=> nameof(Ride.Load)*/).RootMeanSquaredError, model);
    }
}

public static class Start
{
    public static void Main() => System.Console.WriteLine(Session.Start(new(Kind.Boosted), "rides.csv") is { Ml: var ml } session && session.Run(Kind.Boosted) is (var rmse, var model) && Keep(ml, model, session.Train) ? rmse : double.NaN);

    private static bool Keep(MLContext ml, ITransformer model, IDataView rows)
    {
        ml.Model.Save(model, /*MLD1015:*/rows.Schema/*=> null*/, "fleet.zip");
        return true;
    }
}

public sealed class Ride
{
    public static string[] Numbers => [nameof(Distance), nameof(Load)];

    [LoadColumn(0)] public string Model { get; set; } = "";
    [LoadColumn(1)] public string Depot { get; set; } = "";
    [LoadColumn(2)] public float Distance { get; set; }
    [LoadColumn(3)] public float Load { get; set; }
    [LoadColumn(4)] public /*MLD1004:*/float/*=> double*/ Litres { get; set; }
}
