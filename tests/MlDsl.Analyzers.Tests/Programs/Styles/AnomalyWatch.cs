using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.TimeSeries;

namespace Pumps.Watch;

internal interface IAlarm { void Raise(string machine, double score); }

internal sealed class VibrationWatch(IAlarm alarm, MLContext ml)
{
    private static readonly string[] Axes = [nameof(Vibration.X), nameof(Vibration.Y), /*MLD1001:*/nameof(Vibration.Z)/*=> "W"*//*MLD1402:*//*=> , nameof(Vibration.SensorId)*/];

    public ITransformer Learn(IReadOnlyCollection<Vibration> healthy)
    {
        IDataView view = ml.Data.LoadFromEnumerable(healthy);
        var chain = ml.Transforms.Concatenate("Features", Axes)
            .Append(ml.Transforms.NormalizeMinMax(/*MLD1001:*/"Features"/*=> "Axes"*/))
            .Append(ml.AnomalyDetection.Trainers.RandomizedPca(featureColumnName: /*MLD1001:*/"Features"/*=> "Feature"*/, rank: 2));
        ITransformer model = chain.Fit(view);
        ml.Model.Save(model, /*MLD1015:*/view.Schema/*=> null*/, "vibration.zip");
        return model;
    }

    public void Look(ITransformer model, IEnumerable<Vibration> today, string machine)
    {
        IDataView scored = model.Transform(ml.Data.LoadFromEnumerable(today));
        foreach (Verdict verdict in ml.Data.CreateEnumerable<Verdict>(scored, reuseRowObject: false))
            if (verdict.PredictedLabel) alarm.Raise(machine, verdict.Score);
    }

    public void Spikes(IEnumerable<Temperature> series)
    {
        IDataView view = ml.Data.LoadFromEnumerable(series);
        var detector = ml.Transforms.DetectIidSpike(nameof(SpikeAnswer.Prediction), /*MLD1001:*/nameof(Temperature.Celsius)/*=> "Degrees"*/, confidence: 95.0, pvalueHistoryLength: 30);
        ITransformer fitted = detector.Fit(view);
        foreach (SpikeAnswer answer in ml.Data.CreateEnumerable<SpikeAnswer>(fitted.Transform(view), reuseRowObject: false))
            if (answer.Prediction[0] == 1) alarm.Raise("boiler", answer.Prediction[1]);
    }

    public double Check(IEnumerable<LabelledVibration> known)
    {
        IDataView rows = ml.Data.LoadFromEnumerable(known);
        var parts = ml.Data.TrainTestSplit(rows, testFraction: /*MLD1105:*/0.4/*=> 0.9*/, seed: 2);
        var model = ml.Transforms.Concatenate("Features", "X", "Y"/*MLD1201:*//*=> , "Bad"*/)
            .Append(ml.BinaryClassification.Trainers./*MLD1007:*/FastTree/*=> FastForest*/(labelColumnName: /*MLD1001:*/"Bad"/*=> "Broken"*/))
            .Fit(/*MLD1102:*/parts.TrainSet/*=> parts.TestSet*/);
        return ml.BinaryClassification.Evaluate(model.Transform(/*MLD1101:*/parts.TestSet/*=> parts.TrainSet*/), /*MLD1006:*/"Bad"/*=> "Checked"*/).F1Score;
    }
}

internal class Vibration
{
    public float SensorId { get; set; }
    public float X { get; set; }
    public float Y { get; set; }
    public /*MLD1003:*/float/*=> double*/ Z { get; set; }
}

internal sealed class LabelledVibration { public float X { get; set; } public float Y { get; set; } public bool Bad { get; set; } public bool Checked { get; set; } }

internal sealed class Verdict { public bool PredictedLabel { get; set; } public float Score { get; set; } }

internal sealed class Temperature { public float Celsius { get; set; } }

internal sealed class SpikeAnswer { [VectorType(3)] public double[] Prediction { get; set; } = []; }
