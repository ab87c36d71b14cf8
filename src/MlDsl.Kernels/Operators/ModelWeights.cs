using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// The constants of a compiled model: an embedded resource of its assembly, used where the loader mapped it. C#'s compiler puts resources at
/// no multiple of 64 bytes, which trees need and vectors want: trees and what is small are copied to such a place, once for all models of
/// the resource. Safe for any number of threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ModelWeights
{
    /// <summary>Constants of more bytes stay where the loader mapped them: they are read once a call, and processes share their memory.</summary>
    internal const int MostCopied = 1 << 20;

    private const int Alignment = 64;

    private static readonly ConditionalWeakTable<Assembly, Dictionary<string, ModelWeights>> opened = new();

    private readonly Dictionary<long, object> made = [];
    private readonly byte* start;
    private readonly long length;

    private ModelWeights(byte* start, long length)
    {
        this.start = start;
        this.length = length;
    }

    /// <summary>Finds the constants of a model; those of one resource are the same object every time.</summary>
    /// <param name="assembly">The assembly that holds the compiled model.</param>
    /// <param name="resource">The name of the resource.</param>
    /// <param name="length">The bytes that the model was compiled with.</param>
    /// <exception cref="InvalidOperationException">The resource is missing, or another one than the model was compiled with.</exception>
    public static ModelWeights Open(Assembly assembly, string resource, long length)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (length == 0) return new ModelWeights(null, 0);
        Dictionary<string, ModelWeights> resources = opened.GetValue(assembly, static _ => new(StringComparer.Ordinal));
        ModelWeights? weights;
        lock (resources)
        {
            if (!resources.TryGetValue(resource, out weights)) resources.Add(resource, weights = Map(assembly, resource));
        }
        if (weights.length != length) throw new InvalidOperationException($"The resource '{resource}' has {weights.length} bytes, but the model was compiled with {length}; build the project again");
        return weights;
    }

    /// <summary>A constant of numbers or truth values.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="shape">The sizes.</param>
    public Tensor<T> Tensor<T>(long offset, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        lock (made)
        {
            if (made.TryGetValue(offset, out object? before) && before is Tensor<T> tensor && tensor.Shape.SequenceEqual(shape)) return tensor;
            tensor = new Tensor<T>(start + offset, shape);
            long bytes = (long)tensor.Length * sizeof(T);
            Check(offset, bytes);
            nint beside = (nint)(start + offset) % Alignment;
            if (beside != 0 && (bytes <= MostCopied || beside % sizeof(T) != 0)) tensor = Aligned(tensor);
            made[offset] = tensor;
            return tensor;
        }
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

    /// <summary>Packed trees.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="offset">The first byte.</param>
    /// <exception cref="TreeEnsembleException">The bytes are damaged.</exception>
    public TreeScorer Trees(int length, long offset)
    {
        Check(offset, length);
        lock (made)
        {
            if (made.TryGetValue(offset, out object? before) && before is TreeScorer trees) return trees;
            trees = TreeScorer.Map(start + offset, length);
            made[offset] = trees;
            return trees;
        }
    }

    private static ModelWeights Map(Assembly assembly, string resource)
    {
        Stream? stream = assembly.GetManifestResourceStream(resource);
        if (stream is null) throw new InvalidOperationException($"{assembly.GetName().Name} has no resource '{resource}', the weights of a compiled model; build the project again, and keep the items that MlDsl adds to EmbeddedResource");

        // The stream is never disposed: what it points at belongs to the assembly and lives as long.
        if (stream is UnmanagedMemoryStream mapped) return new ModelWeights(mapped.PositionPointer, mapped.Length);
        using (stream)
        {
            // Of an assembly that is no file of the loader's. Nobody knows who still reads from it, so it is never freed.
            long length = stream.Length;
            var copy = (byte*)NativeMemory.AlignedAlloc((nuint)length, Alignment);
            stream.ReadExactly(new Span<byte>(copy, checked((int)length)));
            return new ModelWeights(copy, length);
        }
    }

    private static Tensor<T> Aligned<T>(Tensor<T> constant)
        where T : unmanaged
    {
        T[] held = GC.AllocateUninitializedArray<T>(constant.Length + (Alignment / sizeof(T)), pinned: true);
        var first = (byte*)Unsafe.AsPointer(ref held[0]);
        byte* at = first + (-(nint)first & (Alignment - 1));
        constant.Values.CopyTo(new Span<T>(at, constant.Length));
        return new Tensor<T>(held, at, constant.Shape);
    }

    private void Check(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > length - offset) Throw(offset, count);
    }

    [DoesNotReturn]
    private void Throw(long offset, long count) =>
        throw new InvalidOperationException($"The weights have {length} bytes; {count} from {offset} on are not among them. Build the project again");
}
