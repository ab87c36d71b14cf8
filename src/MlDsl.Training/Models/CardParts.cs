namespace MlDsl.Training;

/// <summary>What a model's parts tell for its card.</summary>
internal static class CardParts
{
    /// <param name="parts">The model.</param>
    /// <param name="hash">The SHA-256 of its file.</param>
    public static CardFacts Facts(this ModelParts parts, string hash) => new()
    {
        Name = parts.Card.Name,
        Version = parts.Card.Version,
        Task = parts.Card.Task,
        Trainer = parts.Card.Trainer,
        Options = parts.Card.Options,
        Log = (parts.Card.Log.Converged, parts.Card.Log.Iterations),
        Rows = parts.Card.Rows,
        Split = parts.Card.Split,
        Fingerprint = parts.Card.DataFingerprint,
        Parent = parts.Card.Parent,
        Warnings = parts.Card.Warnings,
        LeakageRules = parts.Card.LeakageRules,
        AcceptedRisks = parts.Card.AcceptedRisks,
        Schema = parts.Plan.Schema,
        Predictor = (parts.Predictor.Kind, parts.Predictor.Width, parts.Predictor.Outputs),
        Outcome = parts.Outcome,
        Hash = hash,
        Library = ModelWriter.Version,
    };

    /// <summary>The evaluations that the file has.</summary>
    public static IEnumerable<CardSide> Sides(this ModelParts parts) => parts.Evaluations.Select(static e => new CardSide(e.Side, e.Rows, e.Times, e.Metrics));
}
