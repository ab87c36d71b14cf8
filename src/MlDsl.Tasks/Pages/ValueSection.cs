using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>What the policy would have earned a decision, beside what was earned.</summary>
internal static class ValueSection
{
    public static ReportSection Of(DecisionSubject subject)
    {
        PolicyComparison compared = subject.Study.Compared;
        PolicyEvaluation own = compared.First;
        (string Name, PolicyValue Value)[] values = [("as logged", own.Logged), .. Named(own.InversePropensity, own.SelfNormalized, own.DoublyRobust)];
        (string Name, PolicyValue Value)[] differences = [.. Named(compared.InversePropensity, compared.SelfNormalized, compared.DoublyRobust)];
        List<ReportPart> parts =
        [
            new NotePart($"The mean reward of a decision, in {subject.Reward}, if the policy had decided in the place of the one that did. Inverse propensities have no bias and much spread; self-normalised ones less spread and a bias that fades; doubly robust values are corrected by a model of rewards. What is told is of the time of the log: if the world has changed since, so has the value."),
        ];
        if (Plot("What a decision earns", "value", values, subject.Reward, Summary(own)) is { } told) parts.Add(told);
        parts.Add(Table("What a decision earns", values));
        if (Plot("What the policy earns more than what was done", "difference", differences, subject.Reward, Better(differences)) is { } more) parts.Add(more);
        parts.Add(Table("What the policy earns more than what was done, decision by decision", differences));
        foreach (string problem in values.Concat(differences).Select(static v => v.Value.Problem).OfType<string>().Distinct()) parts.Add(new NotePart($"{problem}.") { IsWarning = true });
        return new ReportSection("values", "Values", parts);
    }

    private static IEnumerable<(string, PolicyValue)> Named(PolicyValue inverse, PolicyValue normalized, PolicyValue? robust)
    {
        yield return ("inverse propensity", inverse);
        yield return ("self-normalised", normalized);
        if (robust is not null) yield return ("doubly robust", robust);
    }

    private static PlotPart? Plot(string title, string first, (string Name, PolicyValue Value)[] values, string reward, string summary)
    {
        (string Name, Metric Value)[] shown = [.. values.Where(static v => v.Value.IsEstimable).Select(static v => (v.Name, v.Value.Value))];
        if (shown.Length == 0) return null;
        double[] at = [.. shown.Select(static (_, place) => (double)place)], told = [.. shown.Select(static s => s.Value.Value)];
        double[] low = [.. shown.Select(static s => s.Value.Low)], high = [.. shown.Select(static s => s.Value.High)];
        return new PlotPart(
            title, summary, PlotAxis.Over($"{reward}, a decision", [.. told, .. low, .. high, .. first == "difference" ? [0.0] : Array.Empty<double>()]), PlotAxis.Of("estimator", [.. shown.Select(static s => s.Name)]),
            [
                new PointMark("value, with its interval", told, at) { Low = low, High = high, IsLying = true },
                .. first == "difference" ? [new LineMark("no difference", [0, 0], [-0.5, shown.Length - 0.5]) { IsDashed = true }] : Array.Empty<PlotMark>(),
            ],
            new TablePart(title, ["estimator", first], [.. shown.Select(static s => new ReportCell[] { s.Name, s.Value })]));
    }

    private static TablePart Table(string caption, (string Name, PolicyValue Value)[] values) => new(
        caption, ["estimator", "value and interval", "effective decisions", "largest weight", "left out by bounds", "bias of that, at most"],
        [.. values.Select(static v => new ReportCell[]
        {
            v.Name, v.Value.IsEstimable ? v.Value.Value : (ReportCell)"not estimable", (long)Math.Round(v.Value.EffectiveRows), v.Value.LargestWeight, ReportCell.Share(v.Value.CutShare), v.Value.MostBias is { } bias ? bias : (ReportCell)"not known",
        })]);

    private static string Summary(PolicyEvaluation own)
    {
        PolicyValue best = own.DoublyRobust is { IsEstimable: true } robust ? robust : own.SelfNormalized;
        return best.IsEstimable ? $"What was done earned {own.Logged.Value} a decision; the policy would have earned {best.Value}." : $"What was done earned {own.Logged.Value} a decision; what the policy would have earned cannot be told of these decisions.";
    }

    private static string Better((string Name, PolicyValue Value)[] differences)
    {
        (string name, PolicyValue value) = differences.LastOrDefault(static d => d.Value.IsEstimable);
        if (value is null) return "";
        string says = value.Value.Low > 0 ? "more than what was done" : value.Value.High < 0 ? "less than what was done" : "neither more nor less for sure";
        return $"By the {name} value the policy earns {says}: {value.Value} a decision.";
    }
}
