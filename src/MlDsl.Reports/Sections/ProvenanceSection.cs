using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Where the model comes from, and what would make it again.</summary>
internal static class ProvenanceSection
{
    public static ReportSection Of(ModelFacts facts) => Of(facts.Card, facts.Plan.Schema);

    /// <summary>The same of a model of whatever kind.</summary>
    public static ReportSection Of(ModelCard card, DatasetSchema schema)
    {
        List<ReportPart> parts =
        [
            new FactsPart(
            [
                ("split", card.Split),
                ("data fingerprint", card.DataFingerprint),
                ("schema", schema.Hash),
                ("replaces the model", card.Parent ?? "none"),
                ("iterations", (long)card.Log.Iterations),
                ("converged", card.Log.Converged ? "yes" : "no"),
                ("objective at the end", card.Log.Objective),
                ("made into a page by", $"MlDsl {typeof(ProvenanceSection).Assembly.GetName().Version?.ToString(3)}"),
            ]),
        ];
        if (!card.Log.Converged) parts.Add(new NotePart("The trainer stopped before it converged: more iterations may give another model.") { IsWarning = true });
        if (card.Log.Tried is { } tried)
            parts.Add(new TablePart("What the training chose between: the least criterion was taken", ["number", "criterion"], [.. tried.Select(static one => new ReportCell[] { (long)one.Count, one.Criterion })]));
        if (card.Options.Count > 0)
            parts.Add(new TablePart("The trainer's options", ["option", "value"], [.. card.Options.Select(static o => new ReportCell[] { o.Key, o.Value })]));
        if (card.Features.Count > 0)
        {
            parts.Add(new TablePart(
                "The code of feature methods", ["feature", "hash", "not covered"],
                [.. card.Features.Select(static f => new ReportCell[] { f.Feature, f.Hash, string.Join("; ", f.NotCovered) })]));
        }
        return new ReportSection("provenance", "Provenance", parts);
    }
}
