using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// The constants of a compiled model: an embedded resource of its assembly, used where the loader mapped it. Only where the loader did not
/// put it at a multiple of 64 bytes, which vectors want, it is copied once to memory outside the managed heap. Safe for any number of threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ModelWeights
{
    private const int Alignment = 64;

    private readonly byte* start;
    private readonly long length;

    private ModelWeights(byte* start, long length)
    {
        this.start = start;
        this.length = length;
    }

    /// <summary>Finds the constants of a model.</summary>
    /// <param name="assembly">The assembly that holds the compiled model.</param>
    /// <param name="resource">The name of the resource.</param>
    /// <param name="length">The bytes that the model was compiled with.</param>
    /// <exception cref="InvalidOperationException">The resource is missing, or another one than the model was compiled with.</exception>
    public static ModelWeights Open(Assembly assembly, string resource, long length)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (length == 0) return new ModelWeights(null, 0);
        Stream? stream = assembly.GetManifestResourceStream(resource);
        if (stream is null) throw new InvalidOperationException($"{assembly.GetName().Name} has no resource '{resource}', the weights of a compiled model; build the project again, and keep the items that MlDsl adds to EmbeddedResource");
        if (stream.Length != length) throw new InvalidOperationException($"The resource '{resource}' has {stream.Length} bytes, but the model was compiled with {length}; build the project again");

        // The stream is never disposed: what it points at belongs to the assembly and lives as long.
        if (stream is UnmanagedMemoryStream mapped && (nint)mapped.PositionPointer % Alignment == 0) return new ModelWeights(mapped.PositionPointer, length);
        using (stream)
        {
            // Models live as long as the process; so do their weights.
            var copy = (byte*)NativeMemory.AlignedAlloc((nuint)length, Alignment);
            stream.ReadExactly(new Span<byte>(copy, checked((int)length)));
            return new ModelWeights(copy, length);
        }
    }

    /// <summary>A constant of numbers or truth values, where it lies.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="shape">The sizes.</param>
    public Tensor<T> Tensor<T>(long offset, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var tensor = new Tensor<T>(start + offset, shape);
        Check(offset, (long)tensor.Length * sizeof(T));
        return tensor;
    }

    /// <summary>A constant of strings.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="shape">The sizes.</param>
    public Tensor<string> Texts(long offset, params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape) count *= size;
        return new Tensor<string>(TextList(checked((int)count), offset), shape);
    }

    /// <summary>A list of numbers, copied.</summary>
    /// <param name="count">How many.</param>
    /// <param name="offset">The first byte.</param>
    public T[] List<T>(int count, long offset)
        where T : unmanaged
    {
        Check(offset, (long)count * sizeof(T));
        return new ReadOnlySpan<T>(start + offset, count).ToArray();
    }

    /// <summary>A list of strings: the length of each, then their characters.</summary>
    /// <param name="count">How many.</param>
    /// <param name="offset">The first byte.</param>
    public string[] TextList(int count, long offset)
    {
        Check(offset, (long)count * sizeof(int));
        var lengths = (int*)(start + offset);
        var characters = (char*)(lengths + count);
        var texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            Check((byte*)characters - start, (long)lengths[i] * sizeof(char));
            texts[i] = new string(characters, 0, lengths[i]);
            characters += lengths[i];
        }
        return texts;
    }

    /// <summary>Packed trees, where they lie.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="offset">The first byte.</param>
    /// <exception cref="TreeEnsembleException">The bytes are damaged.</exception>
    public TreeScorer Trees(int length, long offset)
    {
        Check(offset, length);
        return TreeScorer.Map(start + offset, length);
    }

    private void Check(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > length - offset) Throw(offset, count);
    }

    [DoesNotReturn]
    private void Throw(long offset, long count) =>
        throw new InvalidOperationException($"The weights have {length} bytes; {count} from {offset} on are not among them. Build the project again");
}
