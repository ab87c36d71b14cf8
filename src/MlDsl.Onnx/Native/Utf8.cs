using System.Runtime.InteropServices;

namespace MlDsl.Onnx.Native;

/// <summary>Null-terminated UTF-8 strings in native memory, freed together.</summary>
internal sealed unsafe class Utf8 : IDisposable
{
    private readonly List<nint> strings = [];

    public byte* Add(string text)
    {
        nint copy = Marshal.StringToCoTaskMemUTF8(text);
        strings.Add(copy);
        return (byte*)copy;
    }

    public void Dispose()
    {
        foreach (nint text in strings) Marshal.FreeCoTaskMem(text);
        strings.Clear();
    }
}
