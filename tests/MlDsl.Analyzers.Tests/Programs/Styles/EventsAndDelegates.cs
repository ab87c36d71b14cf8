using System;
using System.Collections.Generic;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Racing;

public delegate IEstimator<ITransformer> TrainerFactory(MLContext ml, string label);

public sealed class FittedEventArgs(ITransformer model, IDataView test) : EventArgs
{
    public ITransformer Model { get; } = model;
    public IDataView Test { get; } = test;
}

public sealed class LapTimeTrainer
{
    private readonly MLContext ml;
    private readonly TrainerFactory factory;

    public LapTimeTrainer(MLContext ml, TrainerFactory factory)
    {
        this.ml = ml;
        this.factory = factory;
    }

    public event EventHandler<FittedEventArgs>? Fitted;

    public void Start(string file)
    {
        IDataView laps = ml.Data.LoadFromTextFile<Lap>(file, separatorChar: ',');
        DataOperationsCatalog.TrainTestData halves = ml.Data.TrainTestSplit(laps, samplingKeyColumnName: /*MLD1105:*/nameof(Lap.Driver)/*=> nameof(Lap.Seconds)*/);

        var prepared = ml.Transforms.Conversion.ConvertType("TyreAge", /*MLD1001:*/nameof(Lap.TyreLaps)/*=> "Tyres"*/, DataKind.Single)
            .Append(ml.Transforms.Categorical.OneHotEncoding("TrackCode", nameof(Lap.Track)))
            .Append(ml.Transforms.Concatenate("Features", "TyreAge", "TrackCode", /*MLD1003:*/nameof(Lap.Fuel)/*=> nameof(Lap.Track)*//*MLD1201:*//*=> , nameof(Lap.Seconds)*/));

        ITransformer model = prepared.Append(factory(ml, nameof(Lap.Seconds))).Fit(/*MLD1102:*/halves.TrainSet/*=> halves.TestSet*/);
        var metrics = ml.Regression.Evaluate(model.Transform(/*MLD1101:*/halves.TestSet/*=> halves.TrainSet*/), /*MLD1001:*/nameof(Lap.Seconds)/*=> nameof(Lap.Seconds), "Points"*/);
        Console.WriteLine($"{metrics.MeanAbsoluteError:F3} s");
        ml.Model.Save(model, /*MLD1015:*/laps.Schema/*=> null*/, "laps.zip");
        Fitted?.Invoke(this, new FittedEventArgs(model, halves.TestSet));
    }
}

public static class Paddock
{
    public static void Main()
    {
        var ml = new MLContext(seed: 46);
        var trainer = new LapTimeTrainer(ml, static (context, label) => context.Regression.Trainers.LbfgsPoissonRegression(label, /*MLD1001:*/"Features"/*=> "Inputs"*/));
        var finished = new List<DateTime>();
        trainer.Fitted += (sender, e) =>
        {
            finished.Add(DateTime.UtcNow);
            Console.WriteLine(ml.Regression.Evaluate(e.Model.Transform(e.Test), nameof(Lap.Seconds)).RSquared);
        };
        trainer.Start("laps.csv");
    }
}

public sealed class Lap
{
    [LoadColumn(0)] public string Driver { get; set; } = "";
    [LoadColumn(1)] public string Track { get; set; } = "";
    [LoadColumn(2)] public int TyreLaps { get; set; }
    [LoadColumn(3)] public float Fuel { get; set; }
    [LoadColumn(4)] public /*MLD1004:*/float/*=> double*/ Seconds { get; set; }
}
