using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>
/// A model that a service answers with: one generation that answers, the one before it for a rollback, and how to come to the next. A new file
/// is read, checked, held against its golden rows and warmed before it answers; calls in flight end on the model they began on.
/// </summary>
public abstract class ServedModel
{
    /// <summary>The header of a response that says what answered.</summary>
    internal const string VersionHeader = "Model-Version";

    internal ServedModel(string name, ServingOptions options) => (Name, Options) = (name, options);

    /// <summary>The name in logs, metrics, health and control.</summary>
    public string Name { get; }

    /// <summary>What answers; null until a model was loaded.</summary>
    public abstract ModelGeneration? Current { get; }

    /// <summary>What answered before, for a rollback; null where nothing did.</summary>
    public abstract ModelGeneration? Previous { get; }

    /// <summary>Why the files that are there now were refused; null where they were not. What answered before still does.</summary>
    public string? Problem { get; private protected set; }

    /// <summary>Whether a model answers: loaded, warmed, and equal to its golden rows where there are some.</summary>
    public bool IsReady => Current is not null;

    internal ServingOptions Options { get; }

    /// <summary>Whether an answer leaves something written behind, so that no other model may answer the same request beside it.</summary>
    internal abstract bool HasEffect { get; }

    /// <summary>Reads the files and answers from them from now on, unless they are those that answer already or cannot answer.</summary>
    public abstract Task<ReloadResult> ReloadAsync(CancellationToken cancellation = default);

    /// <summary>Answers with the generation before. The files are looked at again when they change, or by <see cref="ReloadAsync"/>.</summary>
    /// <returns>False where there is none.</returns>
    public abstract bool Rollback();

    /// <summary>The same as <see cref="ReloadAsync"/>, unless these files were tried already.</summary>
    internal abstract Task PollAsync(CancellationToken cancellation);

    internal Task AnswerAsync(HttpContext context) => ModelRequest.AnswerRowsAsync(context, this, new RowsAnswer(this));

    /// <summary>Computes rows in JSON and writes their outputs into the response where this returns null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="witness">Who sees body and answer; null for nobody.</param>
    /// <param name="started">When the request began.</param>
    /// <param name="activity">The request's activity; null where nobody listens.</param>
    internal abstract ValueTask<Refusal?> ComputeRowsAsync(HttpContext context, ReadOnlySequence<byte> body, IAnswerWitness? witness, long started, Activity? activity);

    /// <summary>Computes rows in JSON for a witness and for nobody else: it waits in no queue, and counts as no request.</summary>
    /// <returns>False where no model is loaded.</returns>
    /// <exception cref="JsonRowException">The rows cannot be read.</exception>
    /// <exception cref="RefusedRowException">The model does not take a row.</exception>
    internal abstract bool TryRows(in ReadOnlySequence<byte> body, IAnswerWitness witness);

    /// <summary>How its rows are written; null until a model was loaded. Another one with each generation.</summary>
    internal abstract JsonRowFormat? Format { get; }

    /// <summary>What documents tell of the model; null until one was loaded.</summary>
    internal abstract ModelDocument? Document { get; }

    internal abstract Task DescribeAsync(HttpContext context);

    /// <summary>Computes an inference; its outputs are in <paramref name="call"/> when this returns null.</summary>
    /// <param name="source">Fills the call.</param>
    /// <param name="call">The inference.</param>
    /// <param name="version">The version that must answer; null for any.</param>
    /// <param name="started">When the request began.</param>
    /// <param name="activity">The request's activity; null where nobody listens.</param>
    internal abstract RequestProblem? Infer(ITensorSource source, InferenceCall call, string? version, long started, Activity? activity);

    /// <summary>Counts a request that was not answered.</summary>
    internal abstract void Reject(RequestProblem problem, long started, Activity? activity);

    /// <summary>Counts a request whose sender is gone.</summary>
    internal abstract void Vanish(long started);

    /// <summary>The model's tensors; null until a model was loaded.</summary>
    internal abstract ModelTensors? Tensors { get; }

    /// <summary>Tells telemetry of a request. Whoever listens to it and fails changes nothing of the answer, and is told of once a generation.</summary>
    internal abstract void Tell(Action tell);

    /// <summary>The rows that wait to be computed with others.</summary>
    internal abstract int WaitingRows { get; }

    /// <summary>Takes no more rows into the queue, where there is one; what waits there is still answered.</summary>
    internal abstract void Drain();

    /// <summary>Lets go of the models; calls in flight end normally.</summary>
    internal abstract void Close();
}

/// <summary>The same, by the type of the model: what a service takes that asks the model itself.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public abstract class ServedModel<TModel> : ServedModel where TModel : class
{
    internal ServedModel(string name, ServingOptions options) : base(name, options)
    {
    }

    /// <summary>The model that answers. Take it anew for each piece of work: it is replaced when its file is.</summary>
    /// <exception cref="InvalidOperationException">No model was loaded yet; the message says why.</exception>
    public abstract TModel Model { get; }
}
