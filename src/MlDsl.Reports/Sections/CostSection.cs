namespace MlDsl.Reports;

/// <summary>What a prediction costs, and how large the model is.</summary>
internal static class CostSection
{
    public static ReportSection Of(ReportSubject subject)
    {
        List<(string, ReportCell)> facts = [("bytes of the predictor", subject.Facts.PredictorBytes), ("features", (long)subject.Facts.Plan.Width)];
        if (subject.Facts.Predictor is TreePredictor trees) facts.AddRange([("trees", (long)trees.Trees.Trees.Count), ("features that they test", (long)trees.Positions.Length), ("bytes of packed trees", trees.PackedBytes)]);
        List<ReportPart> parts = [new FactsPart(facts)];
        if (!subject.Options.MeasureLatency)
        {
            parts.Add(new NotePart("The time of a prediction was not measured."));
        }
        else
        {
            IReadOnlyList<double> times = subject.Ask.Latency();
            double[] sorted = [.. times];
            parts.Add(new TablePart(
                $"Nanoseconds of one prediction on this machine ({System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores), in {times.Count} runs over the rows, on one thread", ["of the runs", "nanoseconds"],
                [["10 % below", PredictionBin.Quantile(sorted, 0.1)], ["median", PredictionBin.Quantile(sorted, 0.5)], ["90 % below", PredictionBin.Quantile(sorted, 0.9)]]));
            parts.Add(new NotePart("What else runs on the machine is in these figures; they are means over the rows of a run, not of single predictions."));
        }
        return new ReportSection("cost", "Time and size", parts);
    }
}
