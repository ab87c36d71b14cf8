using MlDsl;

namespace ChurnService.Training;

/// <summary>From rows to the files that the service is given.</summary>
internal static class Fit
{
    /// <summary>The least that the lower end of the area under the ROC curve's interval may be.</summary>
    public const double LeastRocAuc = 0.7;

    /// <summary>The most that probabilities may be off on average (expected calibration error).</summary>
    public const double LargestEce = 0.1;

    /// <summary>Fits the model and writes it with its export and its golden rows; 1, and no file, where it misses a gate.</summary>
    public static int Into(string folder)
    {
        Split<Customer> split = Dataset<Customer>.FromRows(Customers.Make(4_000, seed: 1)).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
        ChurnModel candidate = ChurnModel.Fit(split.Train).WithBestThreshold(split.Validation);
        ChurnModel model = ChurnModel.Fit(split.Development).WithThreshold(candidate.Threshold);
        Assessment<BinaryMetrics> assessment = model.Assess(split.Test);
        Console.WriteLine(assessment);
        BinaryMetrics metrics = assessment.Metrics;
        if (!(metrics.RocAuc.Low >= LeastRocAuc)) return Missed($"the area under the ROC curve is at least {metrics.RocAuc.Low:0.000}, and is to be {LeastRocAuc:0.000}");
        if (!(metrics.Ece.Value <= LargestEce)) return Missed($"the calibration error is {metrics.Ece.Value:0.000}, and is to be at most {LargestEce:0.000}");

        Directory.CreateDirectory(folder);
        model.Save(Path.Combine(folder, "churn.mldsl"));
        model.ExportOnnx(Path.Combine(folder, "churn.onnx"));
        // Made-up rows with what the model says of them, for the service before it is ready and for the tests of whoever runs it.
        model.WriteGolden(Path.Combine(folder, "churn.jsonl"), Customers.Make(40, seed: 3).Select(static c => c.ToInput()));
        return 0;
    }

    private static int Missed(FormattableString gate)
    {
        Console.Error.WriteLine($"gate: {FormattableString.Invariant(gate)}; nothing was written");
        return 1;
    }
}
