using System.Globalization;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Onnx;

/// <summary>
/// A model that MlDsl exported, on ONNX Runtime, fed with values of columns by name: what a check of the export wants, and code that knows its
/// columns only at run time. An adapter (<see cref="OnnxModelAttribute"/>) is faster. Safe for any number of threads.
/// </summary>
public sealed class ExportedScorer : IDisposable
{
    private readonly IReadOnlyList<ColumnSchema> given;
    private readonly int[] columns;

    /// <summary>For each input, the value that stands for a missing one; null where none does.</summary>
    private readonly string?[] sentinels;

    private ExportedScorer(OnnxSession session, IReadOnlyList<ColumnSchema> given)
    {
        (Session, this.given) = (session, given);
        columns = [.. session.Inputs.Select(i => ColumnOf(i.Name))];
        Dictionary<string, string> named = Sentinels(session);
        sentinels = [.. session.Inputs.Select(i => named.GetValueOrDefault(i.Name))];
    }

    /// <summary>The session.</summary>
    public OnnxSession Session { get; }

    /// <summary>Loads an exported model.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="plan">The plan that it was exported with.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="ArgumentException">An input of the file is no column of the plan.</exception>
    /// <exception cref="OnnxRuntimeException">The file is broken, or the native library is missing.</exception>
    public static ExportedScorer Load(ReadOnlyMemory<byte> file, FeaturePlan plan, OnnxSessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Load(file, [.. plan.Inputs, .. plan.Computed], options);
    }

    /// <summary>The same for values of columns that are named one by one.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="columns">The columns that rows have, in their order.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="ArgumentException">An input of the file is none of the columns.</exception>
    /// <exception cref="OnnxRuntimeException">The file is broken, or the native library is missing.</exception>
    public static ExportedScorer Load(ReadOnlyMemory<byte> file, IReadOnlyList<ColumnSchema> columns, OnnxSessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        OnnxSession session = OnnxSession.Load(file, "the exported model", options);
        try
        {
            return new ExportedScorer(session, columns);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The predicted number of one row and, where it has an interval, both its ends; or the probabilities of its classes.</summary>
    /// <param name="values">One for each of the plan's inputs; behind them those of computed features, where the file takes some.</param>
    /// <exception cref="ArgumentException">There are fewer values than the file takes.</exception>
    /// <exception cref="OnnxRuntimeException">The run ends with an error.</exception>
    public float[] Predict(ColumnValue[] values)
    {
        Dictionary<string, Array> outputs = Run([values]);
        if (Of("probabilities") is { Length: > 0 } matrix) return matrix;
        if (Of("prediction") is { Length: > 0 } number) return [.. number, .. Of("prediction.low"), .. Of("prediction.high")];
        // An output per class, in the order of the classes; scores and features, where there are any, are no predictions.
        return [.. Session.Outputs.Where(static o => o.Name.StartsWith("probability.", StringComparison.Ordinal)).SelectMany(o => Of(o.Name))];

        float[] Of(string name) => outputs.GetValueOrDefault(Named(name)) as float[] ?? [];
    }

    // An output gives way to an input of its name.
    private string Named(string output)
    {
        while (Session.Inputs.Any(i => i.Name == output)) output += "_output";
        return output;
    }

    /// <summary>Every output of a batch, by its name: floats, flags, integers or texts.</summary>
    /// <param name="rows">The rows, each with one value for each of the plan's inputs; behind them those of computed features, where the file takes some.</param>
    /// <exception cref="ArgumentException">A row has fewer values than the file takes.</exception>
    /// <exception cref="OnnxRuntimeException">The run ends with an error.</exception>
    public Dictionary<string, Array> Run(IReadOnlyList<ColumnValue[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int needed = columns.Length == 0 ? 0 : columns.Max() + 1;
        foreach (ColumnValue[] row in rows)
            if (row.Length < needed) throw new ArgumentException(FormattableString.Invariant($"{row.Length} values are given, and the file takes the first {needed} of the columns"), nameof(rows));
        using OnnxBinding call = Session.Rent(rows.Count);
        for (int i = 0; i < columns.Length; i++) Feed(call, i, rows);
        call.Run();
        Dictionary<string, Array> outputs = [];
        for (int i = 0; i < Session.Outputs.Count; i++)
        {
            outputs[Session.Outputs[i].Name] = Session.Outputs[i].ElementType switch
            {
                OnnxElementType.Float => call.Output<float>(i).ToArray(),
                OnnxElementType.Double => call.Output<double>(i).ToArray(),
                OnnxElementType.Bool => call.Output<bool>(i).ToArray(),
                OnnxElementType.Int64 => call.Output<long>(i).ToArray(),
                _ => Texts(call, i),
            };
        }
        return outputs;
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();

    private int ColumnOf(string input)
    {
        for (int i = 0; i < given.Count; i++)
            if (input == given[i].Member || IsPresence(input, i)) return i;
        throw new ArgumentException($"The file's input '{input}' is none of the columns ({string.Join(", ", given.Select(static c => c.Member))}); load the file with the plan that it was exported with", nameof(input));
    }

    private static string[] Texts(OnnxBinding call, int output)
    {
        string[] texts = new string[call.OutputLength(output)];
        call.CopyOutputText(output, texts);
        return texts;
    }

    private bool IsPresence(string input, int column) => input == GraphInput.PresenceOf(given[column].Member);

    private static Dictionary<string, string> Sentinels(OnnxSession session)
    {
        Dictionary<string, string> named = [];
        if (!session.Metadata.TryGetValue("mldsl.inputs", out string? json)) return named;
        using JsonDocument inputs = JsonDocument.Parse(json);
        foreach (JsonElement input in inputs.RootElement.EnumerateArray())
            if (input.TryGetProperty("sentinel", out JsonElement sentinel)) named[input.GetProperty("name").GetString()!] = sentinel.GetString()!;
        return named;
    }

    // A missing number is NaN; any other missing value is the one that stands for it, or anything, and an input of its own says that it is missing.
    private void Feed(OnnxBinding call, int input, IReadOnlyList<ColumnValue[]> rows)
    {
        int column = columns[input];
        DeclaredType type = DeclaredType.Of(given[column]);
        string? sentinel = sentinels[input];
        ColumnValue[] values = [.. rows.Select(row => row[column].IsMissing && sentinel is not null ? Standing(sentinel, type) : row[column])];
        if (given[column].Length is > 0 and int length)
        {
            float[] elements = [.. values.SelectMany(v => v.ToElements() ?? Enumerable.Repeat(float.NaN, length))];
            call.SetInput<float>(input, elements, [rows.Count, length]);
            return;
        }
        // What stands for a missing time is the ticks of none.
        long none = type.IsTime && sentinel is not null ? long.Parse(sentinel, CultureInfo.InvariantCulture) : 0;
        long[] shape = Session.Inputs[input].Shape is { Count: 1 } ? [values.Length] : [values.Length, 1];
        if (IsPresence(Session.Inputs[input].Name, column))
        {
            Set(values.Select(static v => !v.IsMissing));
            return;
        }
        switch (Session.Inputs[input].ElementType)
        {
            case OnnxElementType.Float: Set(values.Select(static v => (float)(v.ToDouble() ?? double.NaN))); break;
            case OnnxElementType.Double: Set(values.Select(static v => v.ToDouble() ?? double.NaN)); break;
            case OnnxElementType.Float16: Set(values.Select(static v => (Half)(v.ToDouble() ?? double.NaN))); break;
            case OnnxElementType.Bool: Set(values.Select(static v => v.ToSingle() == 1)); break;
            case OnnxElementType.Int8: Set(values.Select(static v => (sbyte)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt8: Set(values.Select(static v => (byte)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.Int16: Set(values.Select(static v => (short)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt16: Set(values.Select(static v => (ushort)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.Int32: Set(values.Select(static v => (int)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt32: Set(values.Select(static v => (uint)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt64: Set(values.Select(static v => v.ToUInt64() ?? 0)); break;
            case OnnxElementType.Int64 when type.IsTime: Set(values.Select(v => v.ToTime()?.Ticks ?? none)); break;
            case OnnxElementType.Int64: Set(values.Select(static v => v.ToInt64() ?? 0)); break;
            default: call.SetText(input, [.. values.Select(static v => v.ToText() ?? "")], shape); break;
        }

        void Set<T>(IEnumerable<T> elements) where T : unmanaged
        {
            T[] array = [.. elements];
            call.SetInput<T>(input, array, shape);
        }
    }

    private static ColumnValue Standing(string sentinel, DeclaredType type) =>
        type.IsTime ? ColumnValue.Missing
        : type.Element == OnnxElementType.String ? ColumnValue.Text(sentinel)
        : type.Element == OnnxElementType.UInt64 ? ColumnValue.Integer(ulong.Parse(sentinel, CultureInfo.InvariantCulture))
        : ColumnValue.Integer(long.Parse(sentinel, CultureInfo.InvariantCulture));
}
