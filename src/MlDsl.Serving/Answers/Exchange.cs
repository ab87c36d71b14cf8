using System.Buffers;
using System.Text.Json;

namespace MlDsl.Serving;

/// <summary>What one answer is made in: bytes, their writer, counts. Each thread keeps one between its calls, so that calls share no lock and leave no garbage.</summary>
internal sealed class Exchange
{
    // A buffer that one long answer widened does not stay.
    private const int MostKept = 1 << 20;

    [ThreadStatic]
    private static Exchange? kept;

    private int[] unknown = [];

    public ArrayBufferWriter<byte> Bytes { get; private set; } = new(4096);

    public Utf8JsonWriter Json { get; }

    /// <summary>The texts of each column that the model's vocabulary does not have.</summary>
    public Span<int> Unknown => unknown.AsSpan(0, Columns);

    public int Columns { get; private set; }

    /// <summary>The rows that were answered.</summary>
    public int Rows { get; set; }

    /// <summary>Whether the rows were sent by a caller and are answered to it, and not those of a warm-up or of a shadow.</summary>
    public bool IsAnswer { get; set; }

    private Exchange() => Json = new Utf8JsonWriter(Bytes, new JsonWriterOptions { SkipValidation = true });

    /// <summary>An exchange that holds nothing.</summary>
    public static Exchange Rent(int columns)
    {
        Exchange exchange = kept ?? new Exchange();
        kept = null;
        exchange.Columns = columns;
        if (exchange.unknown.Length < columns) exchange.unknown = new int[columns];
        exchange.Clear();
        return exchange;
    }

    /// <summary>Takes back what was written.</summary>
    public void Clear()
    {
        Bytes.ResetWrittenCount();
        Json.Reset(Bytes);
        Unknown.Clear();
        Rows = 0;
        IsAnswer = false;
    }

    /// <summary>Gives it back to the thread that runs now.</summary>
    public void Return()
    {
        if (Bytes.Capacity > MostKept) Bytes = new(4096);
        kept = this;
    }
}

/// <summary>The inputs and outputs of an array of rows; kept by each thread like <see cref="Exchange"/>.</summary>
internal sealed class RowBuffer<TInput, TOutput>
{
    [ThreadStatic]
    private static RowBuffer<TInput, TOutput>? kept;

    private TInput[] inputs = new TInput[16];
    private TOutput[] outputs = new TOutput[16];

    public int Count { get; private set; }

    public ReadOnlySpan<TInput> Inputs => inputs.AsSpan(0, Count);

    public Span<TOutput> Outputs => outputs.AsSpan(0, Count);

    public static RowBuffer<TInput, TOutput> Rent()
    {
        RowBuffer<TInput, TOutput> buffer = kept ?? new();
        kept = null;
        return buffer;
    }

    public void Add(in TInput input)
    {
        if (Count == inputs.Length) (inputs, outputs) = (Grown(inputs), Grown(outputs));
        inputs[Count++] = input;
    }

    /// <summary>Gives it back to the thread that runs now, without the rows.</summary>
    public void Return()
    {
        Array.Clear(inputs, 0, Count);
        Array.Clear(outputs, 0, Count);
        Count = 0;
        kept = this;
    }

    private static T[] Grown<T>(T[] array)
    {
        Array.Resize(ref array, array.Length * 2);
        return array;
    }
}
