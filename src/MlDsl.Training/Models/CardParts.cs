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
