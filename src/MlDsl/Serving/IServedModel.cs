using System.ComponentModel;
using System.Text.Json;

namespace MlDsl;

/// <summary>A model that a service can load, ask and answer for, without reflection and without knowing more than its type.</summary>
/// <remarks>Models of the language and those without a type of their own implement it; what else is a scorer is given to the service with its JSON.</remarks>
/// <typeparam name="TSelf">The model's own type.</typeparam>
public interface IServedModel<TSelf> where TSelf : class, IServedModel<TSelf>
{
    /// <summary>Calls the visitor with the types that the model takes and gives.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void Accept<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IServedModelVisitor;
}

/// <summary>Takes the types of a served model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IServedModelVisitor
{
    /// <summary>Called once, by <see cref="IServedModel{TSelf}.Accept"/>.</summary>
    void Visit<TModel, TInput, TOutput>() where TModel : class, IServedModel<TModel, TInput, TOutput>;
}

/// <summary>The same with what it takes and gives: how a file becomes a model, JSON an input, an output JSON.</summary>
/// <typeparam name="TSelf">The model's own type.</typeparam>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
/// <typeparam name="TOutput">What is said of one row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IServedModel<TSelf, TInput, TOutput> : IServedModel<TSelf>, IScorer<TInput, TOutput> where TSelf : class, IServedModel<TSelf, TInput, TOutput>
{
    /// <summary>Reads a model from the bytes of its file.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <exception cref="ModelFileException">It is none of this model; the message names what differs.</exception>
    static abstract TSelf LoadServed(ReadOnlyMemory<byte> file, string source);

    /// <summary>What a service must know of the model.</summary>
    ServedModelFacts Facts { get; }

    /// <summary>Reads the members of one row.</summary>
    /// <exception cref="JsonRowException">The row cannot be read; the message names row and column.</exception>
    TInput ReadInput(ref JsonFields fields);

    /// <summary>Writes what is said of one row, as one JSON value.</summary>
    void WriteOutput(Utf8JsonWriter json, in TOutput output);

    /// <summary>Holds the model against golden rows, JSON lines as <c>WriteGolden</c> of a model writes them.</summary>
    /// <param name="golden">The lines.</param>
    /// <param name="source">What their file is called in messages.</param>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="ModelFileException">A line is no row of this model, or the model says something else; the message names file and line.</exception>
    int CheckGolden(ReadOnlyMemory<byte> golden, string source);
}
