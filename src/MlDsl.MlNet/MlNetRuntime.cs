using System.ComponentModel;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Onnx;

namespace MlDsl.MlNet;

/// <summary>
/// A model that ML.NET runs, behind a class of <c>[MlNetModel]</c>: generated code writes its columns into a call, and the call has an engine of
/// its own. Calls are lent without locks; any number of threads may use it. Dispose it when no more calls are begun: those that run end normally.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MlNetRuntime : IDisposable
{
    private readonly OnnxSignature signature;
    private readonly IRowToRowMapper mapper;
    private ITransformer? model;
    private int running;
    private int disposed;

    private MlNetRuntime(string name, OnnxSignature signature, ITransformer model, IRowToRowMapper mapper)
    {
        Name = name;
        (this.signature, this.model, this.mapper) = (signature, model, mapper);
    }

    /// <summary>What messages call the model.</summary>
    public string Name { get; }

    internal DataViewSchema InputSchema => mapper.InputSchema;

    internal DataViewSchema OutputSchema => mapper.OutputSchema;

    internal OnnxSignature Signature => signature;

    /// <summary>Loads a model file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="path">The file.</param>
    /// <param name="signature">The columns that the class takes and gives.</param>
    /// <param name="sha256">The hash that the class insists on, in lower case; null for any file that fits.</param>
    /// <param name="mappings">Assemblies whose custom mappings the file may name.</param>
    /// <exception cref="MlNetModelException">The file is absent or not the pinned one; it names an assembly that is neither ML.NET's nor one of
    /// <paramref name="mappings"/>; ML.NET does not load it; its columns are others than those of the class.</exception>
    public static MlNetRuntime Load(string name, string path, OnnxSignature signature, string? sha256, params Assembly[] mappings)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MlNetModelException($"{name}: '{path}' cannot be read: {e.Message}", e);
        }
        return Load(name, (ReadOnlyMemory<byte>)file, signature, sha256, mappings);
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="file">The content of the model file.</param>
    /// <param name="signature">The columns that the class takes and gives.</param>
    /// <param name="sha256">The hash that the class insists on, in lower case; null for any file that fits.</param>
    /// <param name="mappings">Assemblies whose custom mappings the file may name.</param>
    /// <exception cref="MlNetModelException">As when a file is loaded.</exception>
    public static MlNetRuntime Load(string name, ReadOnlyMemory<byte> file, OnnxSignature signature, string? sha256, params Assembly[] mappings)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(mappings);
        var (model, mapper) = ModelLoader.Load(name, file.ToArray(), signature, sha256, mappings);
        return new MlNetRuntime(name, signature, model, mapper);
    }

    /// <summary>Makes one more engine: what a model that lends calls asks for where none is idle.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public CompiledCall Call(CompiledModel owner)
    {
        Enter();
        try
        {
            return MlNetCall.Of(owner, this);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Ends the model; calls that run end normally.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref disposed, 1);
        if (Volatile.Read(ref running) == 0) Free();
    }

    internal DataViewRow Row(DataViewRow input, IEnumerable<DataViewSchema.Column> outputs) => mapper.GetRow(input, outputs);

    /// <summary>Keeps the model until <see cref="Exit"/>.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    internal void Enter()
    {
        Interlocked.Increment(ref running);
        if (Volatile.Read(ref disposed) == 0) return;
        Exit();
        ObjectDisposedException.ThrowIf(true, this);
    }

    // The last one out frees what a disposed model holds.
    internal void Exit()
    {
        if (Interlocked.Decrement(ref running) == 0 && Volatile.Read(ref disposed) != 0) Free();
    }

    // Steps that run other libraries hold memory of theirs.
    private void Free() => (Interlocked.Exchange(ref model, null) as IDisposable)?.Dispose();
}
