using System.Globalization;

namespace MlDsl.Benchmarks.Nets;

/// <summary>A model file of pictures, and the sizes of one.</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="Shape">The sizes of the input; null where the file fixes them.</param>
internal sealed record NetFile(string Path, long[]? Shape)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The argument that means this file.</summary>
    public string Argument => Shape is null ? Path : $"{Path}@{string.Join('x', Shape)}";

    /// <summary>Reads <c>FILE</c> or <c>FILE@1x3x224x224</c>.</summary>
    /// <exception cref="ArgumentException">The sizes are none, or there is no such file.</exception>
    public static NetFile Parse(string argument)
    {
        int at = argument.LastIndexOf('@');
        string path = at < 0 ? argument : argument[..at];
        if (!File.Exists(path)) throw new ArgumentException($"there is no file '{path}'; FILE or FILE@1x3x224x224 is expected", nameof(argument));
        if (at < 0) return new(path, null);
        long[] sizes = [.. argument[(at + 1)..].Split('x').Select(static word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : 0)];
        return sizes.All(static size => size > 0) ? new(path, sizes) : throw new ArgumentException($"'{argument[(at + 1)..]}' are no sizes; 1x3x224x224 would be", nameof(argument));
    }

    /// <summary>A picture of chance, the same in every process.</summary>
    public static float[] Picture(long[] shape)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, static (product, size) => product * size)).Select(_ => random.NextSingle() - 0.5f)];
    }
}
