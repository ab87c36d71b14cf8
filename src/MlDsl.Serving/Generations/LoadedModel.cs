using Microsoft.Extensions.Primitives;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>
/// A generation with its model. Immutable but for the count of its calls and for what the first of them tells: a model that must be freed is, when it was replaced twice and its last
/// call has ended.
/// </summary>
internal sealed class LoadedModel<TModel>(TModel model, ServedModelFacts facts, JsonRowFormat format, ModelGeneration generation, string key) where TModel : class
{
    // What must be freed: only of that the calls are counted, since the count is what all cores write.
    private readonly IDisposable? freed = model as IDisposable;

    // The calls in flight, and one for whoever keeps it for a rollback.
    private int uses = 1;

    private OutputLayout? outputs;

    public TModel Model => model;

    public ServedModelFacts Facts => facts;

    public JsonRowFormat Format => format;

    public ModelGeneration Generation => generation;

    public string Key => key;

    /// <summary>How its outputs lie in tensors; null until it said something of a row.</summary>
    public OutputLayout? Outputs => Volatile.Read(ref outputs);

    /// <summary>How those of the generation before lay, until its own say how they do; null where that is not known either.</summary>
    public OutputLayout? Likely { get; init; }

    /// <summary>What it said of a made-up row, as JSON; null where it took none. Set before it answers.</summary>
    public byte[]? Form { get; set; }

    /// <summary>A row to show and its answer; null where it does not take that row. Set before it answers.</summary>
    public RowExample? Example { get; set; }

    /// <summary>The version as a header holds it.</summary>
    public StringValues Version { get; } = new(generation.ToString());

    /// <summary>Says how its outputs lie, unless another call said it before.</summary>
    public void Settle(OutputLayout layout) => Interlocked.CompareExchange(ref outputs, layout, null);

    /// <summary>Its outputs have no form in common: each is one text for as long as it answers.</summary>
    public void Loosen() => Volatile.Write(ref outputs, OutputLayout.Whole);

    /// <summary>Begins a call; false where the model is freed.</summary>
    public bool TryEnter()
    {
        if (freed is null) return true;
        for (int seen = Volatile.Read(ref uses); seen > 0;)
        {
            int found = Interlocked.CompareExchange(ref uses, seen + 1, seen);
            if (found == seen) return true;
            seen = found;
        }
        return false;
    }

    /// <summary>Ends a call, or the keeping.</summary>
    public void Exit()
    {
        if (freed is not null && Interlocked.Decrement(ref uses) == 0) freed.Dispose();
    }
}
