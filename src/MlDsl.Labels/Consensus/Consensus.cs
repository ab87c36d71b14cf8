using System.Globalization;

namespace MlDsl.Labels;

/// <summary>One label for each item of a labelling folder: decisions first, then what the method makes of the labels. No item is left out; those without a label say why.</summary>
public sealed class Consensus
{
    private Consensus(IReadOnlyList<ConsensusLabel> labels, TrueClasses? estimate) => (Labels, Estimate) = (labels, estimate);

    /// <summary>Every item of the folder, in the order of the items' file.</summary>
    public IReadOnlyList<ConsensusLabel> Labels { get; }

    /// <summary>What Dawid and Skene's method estimated; null by majority, and where there are no labels.</summary>
    public TrueClasses? Estimate { get; }

    /// <summary>The number of items of a state.</summary>
    public int Count(ConsensusState state) => Labels.Count(label => label.State == state);

    /// <summary>One label for each item.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="state">What stands of its labels.</param>
    /// <param name="options">The method, and when there is a label.</param>
    /// <exception cref="ArgumentException">Dawid and Skene's method is asked for a task that has no single class.</exception>
    public static Consensus Of(LabelFolder folder, LabelState state, ConsensusOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(state);
        options ??= ConsensusOptions.Default;
        LabelTask task = folder.Project.Task;
        if (options.Method == ConsensusMethod.DawidSkene && task is not (LabelTask.Choice or LabelTask.Preference))
            throw new ArgumentException($"Dawid and Skene's method is of single classes, and the task is '{task.ToString().ToLowerInvariant()}'; take the majority", nameof(options));
        TrueClasses? estimate = options.Method == ConsensusMethod.DawidSkene && state.ToRatings(folder.Project) is { Count: > 0 } ratings ? DawidSkene.Fit(ratings, options.DawidSkene) : null;
        Dictionary<string, int> places = estimate is null ? [] : estimate.Items.Select(static (item, i) => (item, i)).ToDictionary(static e => e.item, static e => e.i, StringComparer.Ordinal);
        return new Consensus([.. folder.Items.Items.Select(item => Label(item.Id))], estimate);

        ConsensusLabel Label(string item)
        {
            LabelEvent[] said = [.. state.Of(item).Where(static one => one.Kind == LabelEventKind.Label)];
            int unsure = state.Of(item).Count - said.Length;
            if (state.Decision(item) is { } decision) return new ConsensusLabel(item, decision.Value, 1, ConsensusState.Decided, said.Length, unsure);
            if (said.Length < options.MinLabels) return new ConsensusLabel(item, null, double.NaN, ConsensusState.TooFew, said.Length, unsure);
            var (value, confidence) = estimate is not null && places.TryGetValue(item, out int place) ? Likeliest(estimate, place) : Vote(folder.Project, said);
            bool isOne = said.All(one => one.Value == said[0].Value);
            ConsensusState how = value is null ? ConsensusState.Tie
                : confidence < options.MinConfidence ? ConsensusState.Doubtful
                : isOne && value == said[0].Value ? ConsensusState.Agreed
                : ConsensusState.Chosen;
            return new ConsensusLabel(item, how is ConsensusState.Agreed or ConsensusState.Chosen ? value : null, confidence, how, said.Length, unsure);
        }
    }

    // Two classes that are as likely are a tie, up to the rounding of the estimate.
    private static (string? Value, double Confidence) Likeliest(TrueClasses estimate, int place)
    {
        IReadOnlyList<double> probabilities = estimate.Probabilities[place];
        int best = Enumerable.Range(0, probabilities.Count).MaxBy(code => probabilities[code]);
        bool isTie = Enumerable.Range(0, probabilities.Count).Any(code => code != best && probabilities[best] - probabilities[code] < 1e-6);
        return (isTie ? null : estimate.Classes[best], probabilities[best]);
    }

    private static (string? Value, double Confidence) Vote(LabelProject project, LabelEvent[] said) => project.Task switch
    {
        LabelTask.Number => Median(said),
        LabelTask.Multiple => EachClass(project, said),
        _ => Most(said),
    };

    private static (string?, double) Most(LabelEvent[] said)
    {
        var counts = said.GroupBy(static one => one.Value, StringComparer.Ordinal).Select(static g => (g.Key, Count: g.Count())).OrderByDescending(static g => g.Count).ToArray();
        return (counts.Length > 1 && counts[0].Count == counts[1].Count ? null : counts[0].Key, (double)counts[0].Count / said.Length);
    }

    // Half of the annotators for a class is a tie; the confidence is that of the class that is least sure.
    private static (string?, double) EachClass(LabelProject project, LabelEvent[] said)
    {
        var chosen = new List<string>();
        double confidence = 1;
        bool isTie = false;
        foreach (string name in project.ClassNames)
        {
            int count = said.Count(one => one.Values.Contains(name, StringComparer.Ordinal));
            isTie |= 2 * count == said.Length;
            if (2 * count > said.Length) chosen.Add(name);
            confidence = Math.Min(confidence, (double)Math.Max(count, said.Length - count) / said.Length);
        }
        return (isTie ? null : string.Join('|', chosen), confidence);
    }

    // The confidence is the share of annotators who say just that.
    private static (string?, double) Median(LabelEvent[] said)
    {
        double[] numbers = [.. said.Select(static one => double.Parse(one.Value, NumberStyles.Float, CultureInfo.InvariantCulture)).Order()];
        double median = (numbers[(numbers.Length - 1) / 2] / 2) + (numbers[numbers.Length / 2] / 2);
        return (LabelProject.NumberText(median), (double)numbers.Count(number => number == median) / numbers.Length);
    }
}
