using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>The run whose curves a page shows: that which recorded the model's training, and no other of the same name.</summary>
internal static class ReportRun
{
    private const string Asked = $"{nameof(ReportOptions)}.{nameof(ReportOptions.Run)}", WayOut = "give the run that recorded its training";

    /// <exception cref="ArgumentException">The run is no fit, or of another model, of other options or of other rows; the message says which.</exception>
    public static void Check(RunRecord run, ModelCard card)
    {
        if (run.Name != card.Name || run.Version != card.Version)
            throw new ArgumentException($"The run of {Asked} is of {run.Name} {run.Version}, the model is {card.Name} {card.Version}: {WayOut}");
        if (run.Kind != RunKind.Fit) throw new ArgumentException($"The run of {Asked} is no fit but of the kind {run.Kind}, which has no curve of one training: {WayOut}");
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in run.Parameters) told[name] = value;
        Same("trainer", card.Trainer);
        foreach (var (name, value) in card.Options) Same($"option.{name}", value);
        Same("data.fingerprint", card.DataFingerprint);

        // What a run does not tell, as one whose header was lost does not, cannot speak against it.
        void Same(string name, string own)
        {
            if (told.TryGetValue(name, out string? value) && value != own) throw new ArgumentException($"The run of {Asked} has the {name} {Visible.Of(value)}, the model {Visible.Of(own)}: {WayOut}");
        }
    }
}
