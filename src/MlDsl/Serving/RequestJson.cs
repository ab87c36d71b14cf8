using System.ComponentModel;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl;

/// <summary>How the requests of a scorer are read and its answers written, where a request is no row of a data set: what a package gives a service for its own kinds of requests.</summary>
/// <typeparam name="TInput">What is asked.</typeparam>
/// <typeparam name="TOutput">What is answered.</typeparam>
public abstract class RequestJson<TInput, TOutput>
{
    private protected RequestJson()
    {
    }

    /// <summary>What requests and answers are like, for documents.</summary>
    internal abstract RequestForm Form { get; }

    /// <summary>Reads one request.</summary>
    /// <exception cref="JsonRowException">It cannot be read; the message names its member.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TInput Read(ref JsonFields fields);

    /// <summary>Writes one answer, as one JSON value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void Write(Utf8JsonWriter json, in TOutput output);
}
