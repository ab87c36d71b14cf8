using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Holds what features ask of a trainer against what it knows.</summary>
internal static class TraitChecks
{
    /// <exception cref="ArgumentException">A column asks for more; the message names it and the way out.</exception>
    public static void Check(TrainerOptions trainer, FeaturePlan plan)
    {
        foreach (IEncoding encoding in plan.Encodings)
        {
            if (Problem(trainer, new FeatureTraits(encoding)) is { } problem)
                throw new ArgumentException($"'{encoding.Column}' {problem}, or a trainer that does, such as LightGbm", nameof(trainer));
        }
    }

    private static string? Problem(TrainerOptions trainer, FeatureTraits asked)
    {
        if (asked.Categories.Count > 0 && !trainer.Traits.HasFlag(TrainerTraits.Categories))
            return $"gives categories as such (CategoricalEncoding.Native), which {trainer.Trainer} does not know; choose another encoding";
        if (asked.Missing.Count > 0 && asked.Categories.Count == 0 && !trainer.Traits.HasFlag(TrainerTraits.Missing))
            return $"keeps missing values (Impute.Keep), which {trainer.Trainer} does not know; choose another Impute";
        return asked.Monotone.Count > 0 && !trainer.Traits.HasFlag(TrainerTraits.Monotone) ? $"is declared Monotone, which {trainer.Trainer} does not heed; leave it out" : null;
    }
}
