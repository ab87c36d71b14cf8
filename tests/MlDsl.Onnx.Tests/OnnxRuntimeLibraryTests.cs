using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx.Tests;

public sealed class OnnxRuntimeLibraryTests
{
    // The real name would be found: this process has the library loaded.
    private static readonly string[] UnknownName = ["libonnxruntime-of-nobody.so"];

    [Fact]
    public void TheLibraryIsThere()
    {
        Assert.Contains("CPUExecutionProvider", OnnxRuntimeLibrary.Providers);
        Assert.True(File.Exists(OnnxRuntimeLibrary.Path), OnnxRuntimeLibrary.Path);
        Assert.Matches(@"^\d+\.\d+\.\d+", OnnxRuntimeLibrary.Version);
    }

    [Fact]
    public void ASecondLibraryIsRefused()
    {
        OnnxSession.Load(Models.Linear, "linear").Dispose();
        OnnxRuntimeLibrary.Load(OnnxRuntimeLibrary.Path!);
        string folder = Path.GetDirectoryName(OnnxRuntimeLibrary.Path)!;
        OnnxRuntimeLibrary.Load(folder);
        OnnxRuntimeLibrary.Load(folder + Path.DirectorySeparatorChar);
        var error = Assert.Throws<InvalidOperationException>(() => OnnxRuntimeLibrary.Load("another.so"));
        Assert.Contains("before the first session", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OnnxRuntimeLibrary.Load(""));
    }

    [Fact]
    public void AnAbsentLibraryListsThePlacesAndThePackages()
    {
        string[] folders = [Path.Combine(Path.GetTempPath(), "nothing", "here"), Path.Combine(Path.GetTempPath(), "nothing", "there")];
        var error = Assert.Throws<OnnxRuntimeException>(() => LibraryFinder.FromApplication(folders, UnknownName));
        Assert.Equal(OnnxErrorCode.LibraryMissing, error.Code);
        foreach (string folder in folders)
            foreach (string name in LibraryFinder.FileNames)
                Assert.Contains(Path.Combine(folder, name), error.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", error.Message, StringComparison.Ordinal);
        Assert.Contains(OnnxRuntimeLibrary.PathVariable, error.Message, StringComparison.Ordinal);
        Assert.Contains("the system's loader", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APathThatHoldsNothingNamesWhoGaveIt()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => LibraryFinder.FromPath("/nothing/here.so", "the setting Ort:Path"));
        Assert.StartsWith(
            "ONNX Runtime's native library is not at '/nothing/here.so', which the setting Ort:Path names.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoLibrarySaysWhy()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, LibraryFinder.FileNames[0]);
        File.WriteAllText(file, "not a library");
        var error = Assert.Throws<OnnxRuntimeException>(() => LibraryFinder.FromPath(folder.Path, "this test"));
        Assert.StartsWith($"'{file}', which this test names, cannot be loaded: ", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<OnnxRuntimeException>(() => LibraryFinder.FromApplication([folder.Path], UnknownName));
        Assert.Contains($"{file}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherLibraryIsNotOnnxRuntime()
    {
        string other = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.*").First();
        var error = Assert.Throws<OnnxRuntimeException>(() => LibraryFinder.FromPath(other, "this test"));
        Assert.Equal($"'{other}' is not ONNX Runtime: it has no function OrtGetApiBase", error.Message);
    }

    [Fact]
    public void AFolderThatHoldsTheLibraryWillDo()
    {
        using var folder = new TemporaryFolder();
        string link = Path.Combine(folder.Path, LibraryFinder.FileNames[0]);
        File.CreateSymbolicLink(link, Library());
        Assert.Equal(link, LibraryFinder.FromPath(folder.Path, "this test").Path);
        Assert.Equal(link, LibraryFinder.FromApplication([Path.Combine(folder.Path, "none"), folder.Path], UnknownName).Path);
    }

    [Fact]
    public void AFolderWithBlanksAndOtherScriptsWillDo()
    {
        using var folder = new TemporaryFolder();
        string inner = Directory.CreateDirectory(Path.Combine(folder.Path, "Program Files (x86)", "modèles 模型")).FullName;
        string copy = Path.Combine(inner, LibraryFinder.FileNames[0]);
        File.Copy(Library(), copy);
        Assert.Equal(copy, LibraryFinder.FromPath(inner + Path.DirectorySeparatorChar, "this test").Path);
        Assert.Equal(copy, LibraryFinder.FromApplication([inner], UnknownName).Path);
    }

    [Theory]
    [InlineData("/opt/ort", "/opt/ort/libonnxruntime.so", true)]
    [InlineData("/opt/ort/", "/opt/ort/libonnxruntime.so", true)]
    [InlineData("/opt/ort/libonnxruntime.so", "/opt/ort/libonnxruntime.so", true)]
    [InlineData("/opt/or", "/opt/ort/libonnxruntime.so", false)]
    [InlineData("/opt/ort/libonnxruntime.so.1", "/opt/ort/libonnxruntime.so", false)]
    public void AFileIsItselfAndInItsFolders(string path, string file, bool expected)
    {
        Assert.Equal(expected, LibraryFinder.Names(path, file, ignoreCase: false));
        Assert.Equal(expected, LibraryFinder.Names(path.Replace('/', Path.DirectorySeparatorChar).ToUpperInvariant(), file, ignoreCase: true));
        Assert.False(LibraryFinder.Names(path.ToUpperInvariant(), file, ignoreCase: false));
    }

    [Fact]
    public void TheApplicationsFoldersComeFirst()
    {
        string[] folders = [.. NativeFiles.ApplicationFolders()];
        Assert.Contains(folders, folder => folder.StartsWith(Path.Combine(AppContext.BaseDirectory, "runtimes"), StringComparison.Ordinal)
            && folder.EndsWith(Path.Combine("native"), StringComparison.Ordinal));
        int own = Array.IndexOf(folders, AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        Assert.InRange(own, 1, folders.Length - 1);
    }

    [Fact]
    public unsafe void ALibraryThatIsTooOldNamesBothVersions()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => LibraryFinder.Use(&OldLibrary.GetApiBase, "/usr/lib/libonnxruntime.so"));
        Assert.Equal(OnnxErrorCode.LibraryTooOld, error.Code);
        Assert.StartsWith(
            "'/usr/lib/libonnxruntime.so' is ONNX Runtime 1.10.0; 1.17 or newer is needed", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What ONNX Runtime 1.10 answers when it is asked for a table it does not have yet.</summary>
    private static unsafe class OldLibrary
    {
        private static readonly nint Version = Marshal.StringToCoTaskMemUTF8("1.10.0");
        private static readonly nint* Base = MakeBase();

        [UnmanagedCallersOnly]
        public static nint* GetApiBase() => Base;

        [UnmanagedCallersOnly]
        private static nint* GetApi(uint version) => null;

        [UnmanagedCallersOnly]
        private static nint GetVersionString() => Version;

        private static nint* MakeBase()
        {
            var functions = (nint*)NativeMemory.Alloc(2, (nuint)sizeof(nint));
            functions[0] = (nint)(delegate* unmanaged<uint, nint*>)&GetApi;
            functions[1] = (nint)(delegate* unmanaged<nint>)&GetVersionString;
            return functions;
        }
    }

    private static string Library()
    {
        _ = OnnxRuntimeLibrary.Providers;
        return OnnxRuntimeLibrary.Path!;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("mldsl-onnx").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
