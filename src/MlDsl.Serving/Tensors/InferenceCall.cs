using Microsoft.Extensions.Primitives;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>
/// One inference, whatever the transport: tensors in, tensors out. Filled, computed and written on one thread without waiting; each thread keeps
/// one between its calls.
/// </summary>
internal sealed class InferenceCall
{
    /// <summary>The most outputs that one request may ask for.</summary>
    public const int MostRequested = 1000;

    [ThreadStatic]
    private static InferenceCall? kept;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private InferenceCall()
    {
    }

    /// <summary>What the caller calls the request; null where it does not.</summary>
    public string? Id { get; set; }

    public TensorRows Tensors { get; } = new();

    public OutputTensors Outputs { get; } = new();

    /// <summary>What is sent over HTTP.</summary>
    public InferenceBody Body { get; } = new();

    /// <summary>The outputs that are asked for, in this order; all where empty.</summary>
    public List<RequestedOutput> Requested { get; } = [];

    /// <summary>The outputs that there are; null where that is not known before the answer.</summary>
    public OutputLayout? Known { get; set; }

    /// <summary>The columns of the answer's outputs, and whether each is binary.</summary>
    public List<(int Column, bool IsBinary)> Selected { get; } = [];

    /// <summary>Whether outputs are binary that do not say.</summary>
    public bool IsBinary { get; set; }

    /// <summary>What answered.</summary>
    public ModelGeneration? Generation { get; set; }

    /// <summary>The same as a header says it.</summary>
    public StringValues Version { get; set; }

    /// <summary>A call that holds nothing.</summary>
    public static InferenceCall Rent()
    {
        InferenceCall call = kept ?? new();
        kept = null;
        return call;
    }

    /// <summary>Gives it back to the thread that runs now.</summary>
    public void Return()
    {
        (Id, IsBinary, Generation, Known) = (null, false, null, null);
        Requested.Clear();
        names.Clear();
        Selected.Clear();
        Tensors.Reset(0);
        Body.Set(default, 0);
        Outputs.Clear();
        kept = this;
    }

    /// <summary>Adds an output that is asked for.</summary>
    /// <exception cref="JsonRowException">It is asked for twice, is known not to be there, or is one too many.</exception>
    public void Request(string name, bool? isBinary)
    {
        if (Requested.Count == MostRequested) throw new JsonRowException(JsonRowProblem.Limit, FormattableString.Invariant($"More outputs are asked for than the {MostRequested} that one request may ask for; ask in parts"));
        if (Known is not null && Known.IndexOf(name) < 0) throw NoOutput(Known, name);
        if (!names.Add(name)) throw new JsonRowException(JsonRowProblem.Member, $"The output '{Visible.Of(name)}' is asked for twice; ask once");
        Requested.Add(new(name, isBinary));
    }

    /// <summary>Finds the columns of the outputs that are asked for: all where none is.</summary>
    /// <exception cref="JsonRowException">There is no such output.</exception>
    public void Resolve(OutputLayout layout)
    {
        Selected.Clear();
        // Without rows there may be nothing to tell what there is.
        if (layout == OutputLayout.Unknown) return;
        if (Requested.Count == 0)
            for (int i = 0; i < layout.Columns.Count; i++) Selected.Add((i, IsBinary));
        foreach (RequestedOutput output in Requested)
        {
            int column = layout.IndexOf(output.Name);
            if (column < 0) throw NoOutput(layout, output.Name);
            Selected.Add((column, output.IsBinary ?? IsBinary));
        }
    }

    private static JsonRowException NoOutput(OutputLayout layout, string name) =>
        new(JsonRowProblem.Member, $"'{Visible.Of(name)}' is no output; the outputs are {string.Join(", ", layout.Columns.Select(static c => c.Name))}");
}

/// <summary>An output that is asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBinary">Whether its elements come behind the JSON; null where the request as a whole says so.</param>
internal readonly record struct RequestedOutput(string Name, bool? IsBinary);

/// <summary>Fills a call with what was sent.</summary>
internal interface ITensorSource
{
    /// <exception cref="JsonRowException">It is no inference of this model; the message names the tensor.</exception>
    void Fill(InferenceCall call, JsonRowFormat format);
}
