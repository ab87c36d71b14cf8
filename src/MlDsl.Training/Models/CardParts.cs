using System.Reflection;

namespace MlDsl.Training;

/// <summary>What a model's parts tell for its card.</summary>
internal static class CardParts
{
    /// <summary>The card of a model that was just fitted.</summary>
    /// <param name="code">The assembly of the model's type.</param>
    /// <param name="definition">What its declaration says.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="log">How the training went.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="schema">Their columns.</param>
    /// <param name="parent">What tells the model that this one replaces from others; null where it replaces none.</param>
    public static ModelCard NewCard(
        Assembly code, (string Name, string Version, string Task) definition, TrainerOptions trainer, TrainingLog log,
        (long Rows, SplitDescription Split, DataFingerprint Fingerprint) train, DatasetSchema schema, string? parent)
    {
        var (rules, risks) = AcceptedRisk.Of(code);
        return new()
        {
            Name = definition.Name,
            Version = definition.Version,
            Task = definition.Task,
            Trainer = trainer.Trainer,
            Options = OptionWriter.Describe(trainer),
            Log = log,
            Rows = train.Rows,
            Split = TrackedModels.SplitOf(train.Split),
            DataFingerprint = train.Fingerprint.ToString(),
            Features = FeatureCode.Of(schema),
            Parent = parent,
            LeakageRules = rules,
            AcceptedRisks = risks,
        };
    }

    /// <param name="parts">The model.</param>
    /// <param name="hash">The SHA-256 of its file.</param>
    public static CardFacts Facts(this ModelParts parts, string hash) =>
        parts.Card.Facts(parts.Plan.Schema, (parts.Predictor.Kind, parts.Predictor.Width, parts.Predictor.Outputs), parts.Outcome, hash);

    /// <summary>The same of a model of whatever kind.</summary>
    public static CardFacts Facts(this ModelCard card, DatasetSchema schema, (string Kind, int Width, int Outputs) predictor, Outcome outcome, string hash) => new()
    {
        Name = card.Name,
        Version = card.Version,
        Task = card.Task,
        Trainer = card.Trainer,
        Options = card.Options,
        Log = (card.Log.Converged, card.Log.Iterations),
        Rows = card.Rows,
        Split = card.Split,
        Fingerprint = card.DataFingerprint,
        Parent = card.Parent,
        Warnings = card.Warnings,
        LeakageRules = card.LeakageRules,
        AcceptedRisks = card.AcceptedRisks,
        Schema = schema,
        Predictor = predictor,
        Outcome = outcome,
        Hash = hash,
        Library = ModelWriter.Version,
    };

    /// <summary>The evaluations that the file has.</summary>
    public static IEnumerable<CardSide> Sides(this ModelParts parts) => parts.Evaluations.Sides();

    /// <summary>Evaluations as a card tells them.</summary>
    public static IEnumerable<CardSide> Sides(this IReadOnlyList<EvaluationRecord> evaluations) => evaluations.Select(static e => new CardSide(e.Side, e.Rows, e.Times, e.Metrics));
}
