using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>The evaluations that a model's file holds.</summary>
internal static class EvaluationSection
{
    public static ReportSection Of(ModelFacts facts)
    {
        if (facts.Evaluations.Count == 0)
            return new ReportSection("evaluations", "Evaluations", [new NotePart("The file holds no evaluation: the model was saved before it was measured.")]);
        return new ReportSection(
            "evaluations", "Evaluations",
            [.. facts.Evaluations.Select((e, i) => new TablePart(Caption(e, i + 1), ["metric", "value"], [.. e.Metrics.Select(static m => new ReportCell[] { m.Name, m.Metric })]))]);
    }

    private static string Caption(EvaluationRecord record, int number)
    {
        string times = record.Times > 1 ? $", assessed {record.Times} times by then" : "";
        return $"{number}. {ReportText.Rows(record.Rows)} of the {record.Side} side{times}";
    }
}
