// mutate: label=Cancelled ml=_ml metric=AreaUnderRocCurve evaluate=Evaluate
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Bookings;

public interface IModelStore
{
    Stream? OpenChampion();
    Stream CreateChallenger();
    void Promote();
}

/// <summary>Trains every night and replaces the model in use where the new one is better on rows that neither has seen.</summary>
public sealed class NightlyTraining
{
    private static readonly float[] Strengths = { 0.01f, 0.1f, 1f };
    private readonly MLContext _ml;
    private readonly IModelStore _store;

    public NightlyTraining(IModelStore store)
    {
        _store = store;
        _ml = new MLContext(seed: 42);
        _ml.Log += (_, e) => Console.WriteLine(e);
    }

    public bool Run(string file)
    {
        var loader = _ml.Data.CreateTextLoader<Booking>(new TextLoader.Options { HasHeader = true, Separators = new[] { ';' }, AllowQuoting = true });
        IDataView bookings = _ml.Data.Cache(loader.Load(new MultiFileSource(file)));
        var split = _ml.Data.TrainTestSplit(bookings, 0.2);
        float strength = Choose(split.TrainSet);

        var pipeline = Pipeline(strength);
        var challenger = pipeline.Fit(split.TrainSet);
        using (Stream stream = _store.CreateChallenger())
            _ml.Model.Save(challenger, split.TrainSet.Schema, stream);

        var challengerMetrics = _ml.BinaryClassification.Evaluate(challenger.Transform(split.TestSet), labelColumnName: nameof(Booking.Cancelled));
        double champion = ChampionQuality(split.TestSet);
        if (challengerMetrics.AreaUnderRocCurve <= champion + 0.002)
        {
            Console.WriteLine($"kept: {champion:F4} against {challengerMetrics.AreaUnderRocCurve:F4}");
            return false;
        }
        _store.Promote();
        return true;
    }

    private double ChampionQuality(IDataView unseen)
    {
        using Stream? stream = _store.OpenChampion();
        if (stream is null) return 0;
        ITransformer champion = _ml.Model.Load(stream, out _);
        return _ml.BinaryClassification.Evaluate(champion.Transform(unseen), labelColumnName: nameof(Booking.Cancelled)).AreaUnderRocCurve;
    }

    private float Choose(IDataView rows)
    {
        var (best, quality) = (Strengths[0], double.NegativeInfinity);
        foreach (float strength in Strengths)
        {
            var folds = _ml.BinaryClassification.CrossValidate(rows, Pipeline(strength), numberOfFolds: 4, labelColumnName: nameof(Booking.Cancelled));
            double mean = folds.Select(f => f.Metrics.AreaUnderRocCurve).Average();
            double spread = folds.Max(f => f.Metrics.AreaUnderRocCurve) - folds.Min(f => f.Metrics.AreaUnderRocCurve);
            Console.WriteLine($"{strength}: {mean:F4} ± {spread / 2:F4}");
            if (mean > quality) (best, quality) = (strength, mean);
        }
        return best;
    }

    private EstimatorChain<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> Pipeline(float strength)
    {
        var options = new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Booking.Cancelled),
            FeatureColumnName = "Features",
            L2Regularization = strength,
            HistorySize = 50,
        };
        return _ml.Transforms.Categorical.OneHotEncoding(new[] { new InputOutputColumnPair("Channel"), new InputOutputColumnPair("Room") })
            .Append(_ml.Transforms.ReplaceMissingValues(new[] { new InputOutputColumnPair("LeadDays"), new InputOutputColumnPair("Nights") }))
            .Append(_ml.Transforms.Concatenate("Features", "Channel", "Room", "LeadDays", "Nights", "Guests"))
            .Append(_ml.Transforms.NormalizeMinMax("Features"))
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(options));
    }
}

public class Booking
{
    [LoadColumn(0), ColumnName("Channel")] public string? SalesChannel { get; set; }
    [LoadColumn(1)] public string? Room { get; set; }
    [LoadColumn(2)] public float LeadDays { get; set; }
    [LoadColumn(3)] public float Nights { get; set; }
    [LoadColumn(4)] public float Guests { get; set; }
    [LoadColumn(7)] public bool Cancelled { get; set; }
}
