using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Training;

/// <summary>
/// What a search chooses from: ranges of a trainer's options, or of several trainers', of which it then chooses one. Immutable. A model's
/// <see cref="SearchAttribute"/>s are one that generated code makes.
/// </summary>
public abstract class SearchSpace
{
    private protected SearchSpace()
    {
    }

    internal abstract IReadOnlyList<SearchAlternative> Alternatives { get; }

    /// <summary>Tells this space from others: a hash over trainers, options and ranges.</summary>
    internal string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Alternatives.Select(static a => a.Description)))))[..32].ToLowerInvariant();

    /// <summary>A trainer's options as they are, to which ranges are added.</summary>
    /// <param name="options">What is the same in every trial; the first trial has these and no others.</param>
    public static SearchSpace<TOptions> Of<TOptions>(TOptions options) where TOptions : TrainerOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SearchSpace<TOptions>(options, []);
    }

    /// <summary>A choice between this space and another, which has ranges of its own.</summary>
    public SearchSpace Union(SearchSpace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Several([.. Alternatives, .. other.Alternatives]);
    }

    /// <summary>One line for each trainer, and one for each of its ranges.</summary>
    public override string ToString() => string.Join('\n', Alternatives.Select(static a => string.Join("\n  ", [a.Base.Trainer, .. a.Parameters.Select(static p => p.Description)])));

    private sealed class Several(SearchAlternative[] alternatives) : SearchSpace
    {
        internal override IReadOnlyList<SearchAlternative> Alternatives => alternatives;
    }
}

/// <summary>Ranges of one trainer's options. Every method gives another space and leaves this one as it is.</summary>
/// <typeparam name="TOptions">The trainer's options.</typeparam>
public sealed class SearchSpace<TOptions> : SearchSpace where TOptions : TrainerOptions
{
    private readonly TOptions options;
    private readonly SearchParameter[] parameters;

    internal SearchSpace(TOptions options, SearchParameter[] parameters) => (this.options, this.parameters) = (options, parameters);

    internal override IReadOnlyList<SearchAlternative> Alternatives => [new SearchAlternative(options, parameters)];

    /// <summary>A whole number, both ends among the values.</summary>
    /// <param name="name">The option's name in the log and the table: <c>nameof(LightGbmOptions.Leaves)</c>.</param>
    /// <param name="from">The least value.</param>
    /// <param name="to">The most, above <paramref name="from"/>.</param>
    /// <param name="set">The options with another value: <c>(o, leaves) =&gt; o with { Leaves = leaves }</c>.</param>
    /// <param name="scale">How the values are spread.</param>
    /// <exception cref="ArgumentException">The ends contradict each other, the options refuse one of them, or there is a range of that name.</exception>
    public SearchSpace<TOptions> Integer(string name, int from, int to, Func<TOptions, int, TOptions> set, SearchScale scale = SearchScale.Linear)
    {
        ArgumentNullException.ThrowIfNull(set);
        CheckEnds(name, from, to, scale);
        return With(new SearchRange(name, from, to, scale, IsInteger: true, (o, value) => set((TOptions)o, (int)value)));
    }

    /// <summary>A number, drawn to four significant digits.</summary>
    /// <param name="name">The option's name in the log and the table: <c>nameof(LightGbmOptions.LearningRate)</c>.</param>
    /// <param name="from">The least value.</param>
    /// <param name="to">The most, above <paramref name="from"/>.</param>
    /// <param name="set">The options with another value: <c>(o, rate) =&gt; o with { LearningRate = rate }</c>.</param>
    /// <param name="scale">How the values are spread.</param>
    /// <exception cref="ArgumentException">The ends contradict each other, the options refuse one of them, or there is a range of that name.</exception>
    public SearchSpace<TOptions> Number(string name, double from, double to, Func<TOptions, double, TOptions> set, SearchScale scale = SearchScale.Linear)
    {
        ArgumentNullException.ThrowIfNull(set);
        CheckEnds(name, from, to, scale);
        return With(new SearchRange(name, from, to, scale, IsInteger: false, (o, value) => set((TOptions)o, value)));
    }

    /// <summary>One of some values, of which none is nearer to one than to another.</summary>
    /// <param name="name">The option's name in the log and the table: <c>nameof(LightGbmOptions.Boosting)</c>.</param>
    /// <param name="values">The values, two or more, all different.</param>
    /// <param name="set">The options with another value: <c>(o, boosting) =&gt; o with { Boosting = boosting }</c>.</param>
    /// <exception cref="ArgumentException">There are fewer than two values, one is there twice, the options refuse one, or there is a range of that name.</exception>
    public SearchSpace<TOptions> Choice<T>(string name, IEnumerable<T> values, Func<TOptions, T, TOptions> set)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(set);
        T[] all = [.. values];
        string[] texts = [.. all.Select(static value => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : value is null ? "null" : "\"\"")];
        if (all.Length < 2) throw new ArgumentException($"'{name}' is to be chosen from {all.Length} values; give two or more, or set the option", nameof(values));
        if (texts.GroupBy(static t => t).FirstOrDefault(static g => g.Count() > 1) is { Key: var twice })
            throw new ArgumentException($"'{name}' is to be chosen from values that have '{twice}' twice; give each once", nameof(values));
        return With(new SearchChoice(name, texts, (o, index) => set((TOptions)o, all[(int)index])));
    }

    private static void CheckEnds(string name, double from, double to, SearchScale scale)
    {
        if (!Enum.IsDefined(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale must be Linear or Log");
        if (!(double.IsFinite(from) && double.IsFinite(to) && from < to && double.IsFinite(to - from)))
            throw new ArgumentException(FormattableString.Invariant($"The range of '{name}' goes from {from} to {to}; give finite ends, the lower one first"), nameof(from));
        if (scale == SearchScale.Log && from <= 0)
            throw new ArgumentException(FormattableString.Invariant($"The range of '{name}' begins at {from}, and a logarithmic one begins above 0; raise it, or use SearchScale.Linear"), nameof(from));
    }

    private SearchSpace<TOptions> With(SearchParameter parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(parameter.Name, "name");
        if (parameters.Any(p => p.Name == parameter.Name)) throw new ArgumentException($"'{parameter.Name}' has a range already; give one for each option");
        foreach (double value in parameter.Checked)
        {
            try
            {
                _ = parameter.Apply(options, value);
            }
            catch (ArgumentException refused)
            {
                throw new ArgumentException($"'{parameter.Name}' cannot be {parameter.Text(value)}, which its range has: {refused.Message}", refused);
            }
        }
        return new SearchSpace<TOptions>(options, [.. parameters, parameter]);
    }
}

/// <summary>One trainer that a search may choose.</summary>
/// <param name="Base">What is the same in every trial.</param>
/// <param name="Parameters">What is chosen.</param>
internal sealed record SearchAlternative(TrainerOptions Base, IReadOnlyList<SearchParameter> Parameters)
{
    /// <summary>Everything that tells it from others.</summary>
    public string Description => string.Join(
        '\n', [Base.Trainer, .. OptionWriter.Describe(Base).Select(static o => $"{o.Key} = {o.Value}"), .. Parameters.Select(static p => p.Description)]);
}

/// <summary>What a trial is to have.</summary>
/// <param name="Alternative">The index of the trainer.</param>
/// <param name="Values">The value of each of its parameters; none for the options as they are.</param>
internal sealed record SearchProposal(int Alternative, double[] Values)
{
    /// <summary>The first trainer as it is.</summary>
    public static SearchProposal First { get; } = new(0, []);

    /// <summary>The trainer with its options.</summary>
    public TrainerOptions Options(SearchSpace space)
    {
        SearchAlternative chosen = space.Alternatives[Alternative];
        TrainerOptions options = chosen.Base;
        for (int i = 0; i < Values.Length; i++) options = chosen.Parameters[i].Apply(options, Values[i]);
        return options;
    }

    /// <summary>The chosen options by name, in the order of their ranges.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(SearchSpace space) =>
        [.. space.Alternatives[Alternative].Parameters.Zip(Values, static (parameter, value) => KeyValuePair.Create(parameter.Name, parameter.Text(value)))];
}
