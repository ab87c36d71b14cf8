using System.Text;

namespace MlDsl.Build;

/// <summary>
/// The models that ONNX Runtime or ML.NET runs, as generated code marks them in its assembly: <c>AssemblyMetadata(Key, name)</c>. Which class names a
/// model, and what becomes of it, is known only when the compiler is done.
/// </summary>
internal static class RuntimeModels
{
    /// <summary>The key of the mark.</summary>
    public const string Key = "MlDsl.RuntimeModel";

    /// <summary>Whether an assembly holds the mark of a model: two texts with their lengths, one behind the other, as ECMA-335 (II.23.3) has them.</summary>
    public static bool IsMarked(byte[] assembly, string model)
    {
        byte[] mark = [.. Text(Key), .. Text(model)];
        for (int at = Array.IndexOf(assembly, mark[0]); at >= 0 && at + mark.Length <= assembly.Length; at = Array.IndexOf(assembly, mark[0], at + 1))
        {
            int same = 1;
            while (same < mark.Length && assembly[at + same] == mark[same]) same++;
            if (same == mark.Length) return true;
        }
        return false;
    }

    private static IEnumerable<byte> Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 0x80 ? [(byte)bytes.Length, .. bytes] : [(byte)(0x80 | (bytes.Length >> 8)), (byte)bytes.Length, .. bytes];
    }
}
