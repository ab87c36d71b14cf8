using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What features ask of a trainer, position by position of the feature vector.</summary>
/// <remarks>Made of a plan; of rows that come from elsewhere nothing is known.</remarks>
public sealed class FeatureTraits
{
    private readonly List<int> missing = [], categories = [];
    private readonly List<(int Position, Monotone Direction)> monotone = [];

    /// <summary>The traits of a plan's features.</summary>
    public FeatureTraits(FeaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (IEncoding encoding in plan.Encodings) Add(encoding);
    }

    /// <summary>The positions at which NaN is a missing value, ascending.</summary>
    public IReadOnlyList<int> Missing => missing;

    /// <summary>The positions that hold the number of a category, ascending.</summary>
    public IReadOnlyList<int> Categories => categories;

    /// <summary>The positions of numbers that predictions must follow, ascending, and in which direction.</summary>
    public IReadOnlyList<(int Position, Monotone Direction)> Monotone => monotone;

    /// <summary>Refuses features that a trainer does not know.</summary>
    /// <exception cref="ArgumentException">There are some; the message names the column and the way out.</exception>
    internal static void Check(TrainerOptions trainer, FeaturePlan plan)
    {
        foreach (IEncoding encoding in plan.Encodings)
        {
            var own = new FeatureTraits([encoding]);
            string? problem = encoding is NumericEncoding or VectorEncoding && own.missing.Count > 0 && !trainer.Traits.HasFlag(TrainerTraits.Missing)
                ? "keeps missing values (Impute.Keep), which {0} does not know; choose another Impute"
                : own.categories.Count > 0 && !trainer.Traits.HasFlag(TrainerTraits.Categories)
                ? "gives categories as such (CategoricalEncoding.Native), which {0} does not know; choose another encoding"
                : own.monotone.Count > 0 && !trainer.Traits.HasFlag(TrainerTraits.Monotone)
                ? "is declared Monotone, which {0} does not heed; leave it out"
                : null;
            if (problem is not null)
                throw new ArgumentException($"'{encoding.Column}' {string.Format(System.Globalization.CultureInfo.InvariantCulture, problem, trainer.Trainer)}, or a trainer that does, such as LightGbm", nameof(trainer));
        }
    }

    private FeatureTraits(IEnumerable<IEncoding> encodings)
    {
        foreach (IEncoding encoding in encodings) Add(encoding);
    }

    private void Add(IEncoding encoding)
    {
        switch (encoding)
        {
            case NumericEncoding { Options: var options }:
                if (options.Impute == Impute.Keep) missing.Add(encoding.Position);
                if (options.Monotone != MlDsl.Monotone.None) monotone.Add((encoding.Position, options.Monotone));
                break;
            case VectorEncoding vector:
                foreach (NumericEncoding element in vector.Elements) Add(element);
                break;
            case { Ops: [LookUpOp, TableOp { Values: var values }] } when IsNative(encoding):
                categories.Add(encoding.Position);
                if (values.Any(float.IsNaN)) missing.Add(encoding.Position);
                break;
        }
    }

    private static bool IsNative(IEncoding encoding) => encoding is ICategoryEncoding { Options.Encoding: CategoricalEncoding.Native };
}
