namespace MlDsl.Compiler.MlNetSteps;

/// <summary>
/// What a prediction engine of ML.NET wants of its classes. It sets up every step of the chain, so that its input must have what any step reads:
/// the label that a step turned into keys, too, though no output depends on it.
/// </summary>
/// <param name="Read">The columns that the input must have, by name.</param>
/// <param name="Typed">Those of them that every step which looks at their type takes in their own only.</param>
/// <param name="Given">The columns that are there at the end; none where a step is known to ML.NET alone.</param>
internal sealed record MlNetEngineColumns(IReadOnlyList<string> Read, IReadOnlyCollection<string> Typed, IReadOnlyList<string> Given)
{
    /// <summary>The columns that steps read behind one that is known to ML.NET alone, which may have made them.</summary>
    public IReadOnlyList<string> Later { get; private init; } = [];

    public static MlNetEngineColumns Of(MlNetModel model)
    {
        List<string> read = [], later = [];
        bool isUnknown = false;
        var typed = new HashSet<string>(StringComparer.Ordinal);
        var free = new HashSet<string>(StringComparer.Ordinal);
        var made = new HashSet<string>(StringComparer.Ordinal);
        var given = new HashSet<string>(model.Schema.Select(static column => column.Name), StringComparer.Ordinal);
        foreach (MlNetStep step in model.Steps)
        {
            switch (step)
            {
                case ColumnStep columns:
                    foreach (ColumnMap map in columns.Columns)
                        foreach (string input in map.Inputs) Need(input, IsTyped(map.Operation));
                    foreach (ColumnMap map in columns.Columns) Make(map.Output);
                    break;
                case SelectStep selected:
                    // Columns of any type stay or go.
                    foreach (string name in selected.AllowsMissing ? [] : selected.Names) Need(name, isTyped: null);
                    if (selected.Keeps) given.IntersectWith(selected.Names);
                    else given.ExceptWith(selected.Names);
                    break;
                case PredictStep predicted:
                    foreach (string features in predicted.MoreFeatures.Prepend(predicted.Features)) Need(features, isTyped: true);
                    foreach (string name in new[] { predicted.ScoreColumn, "Score", predicted.PredictedColumn, "PredictedLabel", "Probability" }) Make(name);
                    break;
                // What such a step makes, a later one may read.
                case RefusedStep:
                    isUnknown = true;
                    break;
            }
        }
        return new(read, [.. read.Where(name => typed.Contains(name) && !free.Contains(name))], isUnknown ? [] : [.. given]) { Later = later };

        void Need(string name, bool? isTyped)
        {
            if (made.Contains(name)) return;
            if (isUnknown)
            {
                if (!read.Contains(name) && !later.Contains(name)) later.Add(name);
                return;
            }
            if (!read.Contains(name)) read.Add(name);
            if (isTyped is { } known) (known ? typed : free).Add(name);
        }

        void Make(string name)
        {
            made.Add(name);
            given.Add(name);
        }
    }

    // A conversion takes any number, a hash any value; whether a value is missing is asked of every type that has such a value; and what is only copied may go to any of these.
    private static bool IsTyped(ColumnOperation operation) => operation is not (ConvertOperation or HashOperation or MissingOperation or ReplaceOperation or CopyOperation or RefusedOperation);
}
