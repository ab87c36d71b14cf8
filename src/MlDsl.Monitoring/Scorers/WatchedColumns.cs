using System.Collections.Immutable;
using MlDsl.Monitoring.Scorers;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// What is watched of a model that has no reference in its file, such as one of ONNX, of trees or of ML.NET: its inputs and what it says, each with what reads it. Immutable: each method gives columns with one more.
/// </summary>
/// <typeparam name="TInput">What the model takes.</typeparam>
/// <typeparam name="TOutput">What it says.</typeparam>
public sealed class WatchedColumns<TInput, TOutput>
{
    private readonly ImmutableArray<WatchedColumn<TInput>> inputs;
    private readonly ImmutableArray<WatchedColumn<TOutput>> scores;
    private readonly Func<TInput, DateTimeOffset>? time;
    private readonly double noise;

    private WatchedColumns(ImmutableArray<WatchedColumn<TInput>> inputs, ImmutableArray<WatchedColumn<TOutput>> scores, Func<TInput, DateTimeOffset>? time, double noise) =>
        (this.inputs, this.scores, this.time, this.noise) = (inputs, scores, time, noise);

    /// <summary>None: where columns begin.</summary>
    public static WatchedColumns<TInput, TOutput> None { get; } = new([], [], null, 0);

    internal ImmutableArray<WatchedColumn<TInput>> Inputs => inputs;

    internal ImmutableArray<WatchedColumn<TOutput>> Scores => scores;

    internal Func<TInput, DateTimeOffset>? Time => time;

    /// <summary>The ε of noise; 0 for none.</summary>
    internal double Noise => noise;

    /// <summary>Where values lie in a block.</summary>
    internal ProfileLayout Layout() => new([.. inputs.Select(static input => input.Column)], []);

    /// <summary>Writes what was said of rows into a block.</summary>
    internal void WriteSaid(ProfileBlock block, ReadOnlySpan<TOutput> outputs)
    {
        Func<TOutput, float> number = scores[0].Number!;
        Func<TOutput, string?>? name = scores.Length > 1 ? scores[1].Text : null;
        for (int i = 0; i < outputs.Length; i++) (block.SaidNames[i], block.SaidNumbers[i]) = (name?.Invoke(outputs[i]), number(outputs[i]));
    }

    /// <summary>Writes rows into a block, column by column.</summary>
    internal void Write(ProfileBlock block, ProfileLayout layout, ReadOnlySpan<TInput> rows)
    {
        for (int column = 0; column < inputs.Length; column++)
            for (int row = 0; row < rows.Length; row++) inputs[column].Write(block, layout.Finders[column], layout.Starts[column] + row, rows[row]);
    }

    /// <summary>A number of an input.</summary>
    /// <param name="name">What alarms call it; a name has one column.</param>
    /// <param name="read">Reads it; NaN where it is missing.</param>
    /// <param name="unit">What it is counted in; null where nobody says.</param>
    /// <param name="isSensitive">Whether no bin of it may hold fewer than 50 rows.</param>
    /// <exception cref="ArgumentException">The name is empty, or there is a column of it.</exception>
    public WatchedColumns<TInput, TOutput> Number(string name, Func<TInput, float> read, string? unit = null, bool isSensitive = false)
    {
        ArgumentNullException.ThrowIfNull(read);
        return With(new WatchedColumn<TInput>(ProfiledColumn.OfNumbers(Named(name), unit, isSensitive), read, null));
    }

    /// <summary>A text of an input, of which each that is frequent is counted for itself.</summary>
    /// <param name="name">What alarms call it; a name has one column.</param>
    /// <param name="read">Reads it; null where it is missing.</param>
    /// <param name="isSensitive">Whether none is told that fewer than 50 rows have.</param>
    /// <exception cref="ArgumentException">The name is empty, or there is a column of it.</exception>
    public WatchedColumns<TInput, TOutput> Category(string name, Func<TInput, string?> read, bool isSensitive = false)
    {
        ArgumentNullException.ThrowIfNull(read);
        return With(new WatchedColumn<TInput>(ProfiledColumn.OfClasses(Named(name), isSensitive), null, read));
    }

    /// <summary>The number that is predicted.</summary>
    /// <param name="read">Reads it of what the model says.</param>
    /// <exception cref="ArgumentException">What the model says is read already.</exception>
    public WatchedColumns<TInput, TOutput> Prediction(Func<TOutput, float> read) => Said(("prediction", read), null);

    /// <summary>The probability of the positive class of two.</summary>
    /// <param name="read">Reads it of what the model says.</param>
    /// <exception cref="ArgumentException">What the model says is read already.</exception>
    public WatchedColumns<TInput, TOutput> Probability(Func<TOutput, float> read) => Said(("probability", read), null);

    /// <summary>The class of several, and its probability.</summary>
    /// <param name="read">Reads the class's name of what the model says.</param>
    /// <param name="probability">Reads how probable the model takes it to be.</param>
    /// <exception cref="ArgumentException">What the model says is read already.</exception>
    public WatchedColumns<TInput, TOutput> Class(Func<TOutput, string?> read, Func<TOutput, float> probability)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Said(("probability", probability), read);
    }

    /// <summary>When a row of the reference was, so that what varies between days is no drift. Windows have the time of the service.</summary>
    /// <exception cref="ArgumentException">Counts are to have noise.</exception>
    public WatchedColumns<TInput, TOutput> At(Func<TInput, DateTimeOffset> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return noise > 0 ? throw NoiseAndDays() : new(inputs, scores, read, noise);
    }

    /// <summary>Noise on the counts of each sensitive column of a reference that is made, such that what one row had for a value is at most exp(<paramref name="epsilon"/>) times as probable as any other; drawn by the system's generator, once for a reference.</summary>
    /// <remarks>The cuts between bins and the list of categories are of the rows themselves, 50 for each. Pairs with such a column are left out. Alarms know its distribution, and are blinder where it is large beside the rows.</remarks>
    /// <param name="epsilon">The ε of each column, from 0.01 (much noise) to 10 (hardly any); the noise of a cell has a deviation of about 2.8 / ε rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    /// <exception cref="ArgumentException">Rows have times.</exception>
    public WatchedColumns<TInput, TOutput> WithNoise(double epsilon)
    {
        CountNoise.Checked(epsilon, nameof(epsilon));
        return time is not null ? throw NoiseAndDays() : new(inputs, scores, time, epsilon);
    }

    /// <summary>A reference of rows, and of what the model says of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows like those that it was made for, a few thousand at least; read twice where <see cref="At"/> is set and they are more than 32,768.</param>
    /// <exception cref="ArgumentException">There are no columns or no rows, or the rows are others when they are read a second time.</exception>
    public ScorerReference<TInput, TOutput> Reference(IScorer<TInput, TOutput> model, IEnumerable<TInput> rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        var sketch = new ScorerSketch<TInput, TOutput>(this, isTimed: time is not null, first: 0);
        var said = new TOutput[ScorerSketch<TInput, TOutput>.RowsAtOnce];
        foreach (TInput[] part in rows.Chunk(said.Length))
        {
            model.Run(part, said.AsSpan(0, part.Length));
            sketch.Add(part, said.AsSpan(0, part.Length));
        }
        return sketch.Rows > 0 ? new ScorerReference<TInput, TOutput>(this, sketch.Finish(rows)) : throw new ArgumentException("There are no rows to make a reference of; give some that are like those which the model was made for", nameof(rows));
    }

    /// <summary>Reads a reference from the file that <see cref="ScorerReference{TInput, TOutput}.Save"/>, a service that collected its <see cref="FirstWindows"/> or <c>mldsl reference</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">It is absent, damaged, or of other columns; the message names what differs.</exception>
    public ScorerReference<TInput, TOutput> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The reference '{path}' cannot be read: {problem.Message}", problem);
        }
        try
        {
            return new ScorerReference<TInput, TOutput>(this, ReferenceFile.Read(bytes));
        }
        catch (Exception problem) when (problem is ModelFileException or ArgumentException)
        {
            throw new ModelFileException($"'{path}': {problem.Message}", problem);
        }
    }

    private WatchedColumns<TInput, TOutput> With(WatchedColumn<TInput> input) => new(inputs.Add(input), scores, time, noise);

    private WatchedColumns<TInput, TOutput> Said((string Name, Func<TOutput, float> Read) number, Func<TOutput, string?>? name)
    {
        ArgumentNullException.ThrowIfNull(number.Read);
        if (!scores.IsEmpty) throw new ArgumentException($"What the model says is read as '{scores[0].Column.Name}' already; a model says one thing");
        ImmutableArray<WatchedColumn<TOutput>> said = [new(ProfiledColumn.OfNumbers(number.Name), number.Read, null)];
        return new(inputs, name is null ? said : said.Add(new(ProfiledColumn.OfClasses("class"), null, name)), time, noise);
    }

    private static ArgumentException NoiseAndDays() => new("Noise hides single rows, and blocks of time would tell of them; watch columns with noise or with times");

    private string Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return inputs.All(input => input.Column.Name != name) ? name : throw new ArgumentException($"There is a column '{name}' already; a name has one", nameof(name));
    }
}
