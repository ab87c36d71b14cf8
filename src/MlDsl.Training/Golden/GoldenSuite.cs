using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Golden rows and the ways of running a model that are held against them. Immutable; safe for any number of threads where its ways are.</summary>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
public sealed class GoldenSuite<TInput> where TInput : struct
{
    // Near zero a relative difference says nothing.
    private const double Least = 1e-6;

    private readonly string path;
    private readonly Dictionary<int, GoldenRow<TInput>> rows;
    private readonly Func<TInput, ColumnValue[]> columnsOf;
    private readonly (string Name, Func<TInput, GoldenOutput[]> Predict)[] ways;
    private readonly bool isPositive;
    private readonly double tolerance;

    internal GoldenSuite(string path, IEnumerable<GoldenRow<TInput>> rows, Func<TInput, ColumnValue[]> columnsOf, bool isPositive, double tolerance)
        : this(path, rows.ToDictionary(static r => r.Line), columnsOf, isPositive, tolerance, [])
    {
    }

    private GoldenSuite(
        string path, Dictionary<int, GoldenRow<TInput>> rows, Func<TInput, ColumnValue[]> columnsOf, bool isPositive, double tolerance, (string Name, Func<TInput, GoldenOutput[]> Predict)[] ways) =>
        (this.path, this.rows, this.columnsOf, this.isPositive, this.tolerance, this.ways) = (path, rows, columnsOf, isPositive, tolerance, ways);

    /// <summary>The lines that hold rows, from 1, in ascending order.</summary>
    public IReadOnlyList<int> Lines => [.. rows.Keys.Order()];

    /// <summary>The names of the ways, in the order in which they are held against a row.</summary>
    public IReadOnlyList<string> Ways => [.. ways.Select(static w => w.Name)];

    /// <summary>The suite with one way more.</summary>
    /// <param name="way">What messages call it.</param>
    /// <param name="predict">What it says of an input: some or all outputs.</param>
    public GoldenSuite<TInput> And(string way, Func<TInput, GoldenOutput[]> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        return new(path, rows, columnsOf, isPositive, tolerance, [.. ways, (way, predict)]);
    }

    /// <summary>The same of a way that takes values by name: one for each of the plan's inputs, then for each computed feature, and gives all outputs of the export.</summary>
    /// <inheritdoc cref="And(string, Func{TInput, GoldenOutput[]})"/>
    public GoldenSuite<TInput> AndByName(string way, Func<ColumnValue[], float[]> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        return And(way, input => GoldenOutput.All(predict(columnsOf(input))));
    }

    /// <summary>Holds every way against the row of a line.</summary>
    /// <exception cref="GoldenException">A way says something else, or throws; the message names file, line, way, the numbers and the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The line holds no row.</exception>
    public void Check(int line)
    {
        if (!rows.TryGetValue(line, out GoldenRow<TInput>? row)) throw new ArgumentOutOfRangeException(nameof(line), line, $"'{path}' has no row on that line");
        foreach (var (way, predict) in ways)
        {
            GoldenOutput[] found;
            try
            {
                found = predict(row.Input);
            }
            catch (Exception problem)
            {
                throw new GoldenException(FormattableString.Invariant($"{path}({line}): {way} cannot predict: {problem.Message}\n{row.Text}"), problem);
            }
            foreach (GoldenOutput output in found) Compare(row, way, output);
        }
    }

    private void Compare(GoldenRow<TInput> row, string way, GoldenOutput found)
    {
        // A file has one number of two classes: that of the positive one.
        double expected = !isPositive ? row.Expected[found.Offset] : found.Offset == 1 ? row.Expected[0] : 1 - row.Expected[0];
        double apart = Math.Abs(found.Value - expected), most = Least + (tolerance * Math.Max(Math.Abs(expected), row.Scale));
        if (apart <= most) return;
        throw new GoldenException(FormattableString.Invariant(
            $"{path}({row.Line}): {way} says {found.Value} for output {found.Offset}, and {expected} is expected: {apart:G3} apart, at most {most:G3} is allowed\n{row.Text}"));
    }
}
