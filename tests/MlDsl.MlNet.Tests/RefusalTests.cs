using System.IO.Compression;
using System.Text;
using MlDsl.Onnx;

namespace MlDsl.MlNet.Tests;

/// <summary>Files that are not given to ML.NET, and those that it refuses.</summary>
public sealed class RefusalTests
{
    private static readonly OnnxSignature Signature = new([OnnxValueInfo.Tensor("Length", OnnxElementType.Float, "batch", 1)], [OnnxValueInfo.Tensor("Score", OnnxElementType.Float, "batch", 3)]);

    [Fact]
    public void AFileThatNamesAnotherAssemblyIsNotGivenToMlNet()
    {
        byte[] hostile = Changed("bayes", static content => Replaced(content, "Microsoft.ML.Data", "Evil.Code.Of.Some"));
        Assert.Contains("is not given to ML.NET: its entry 'TransformerChain", Assert.Throws<MlNetModelException>(() => Bayes.Load(hostile)).Message, StringComparison.Ordinal);
        Assert.Contains("names the assembly 'Evil.Code.Of.Some', which is none of ML.NET's", Assert.Throws<MlNetModelException>(() => Bayes.Load(hostile)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.GetName().Name!.StartsWith("Evil", StringComparison.Ordinal));
    }

    [Fact]
    public void AMappingOfAnAssemblyThatNobodyNamesIsRefused()
    {
        string message = Assert.Throws<MlNetModelException>(() => Mapping.Load()).Message;
        Assert.Contains("is a custom mapping of the assembly 'MlDsl.MlNet.Models', which the service does not name; declare the class in that assembly, or give the assembly to Load", message, StringComparison.Ordinal);
    }

    // ML.NET reads the numbers of both strings before it asks how many bytes there are for them.
    [Theory]
    [InlineData(0x10, 0L)]
    [InlineData(0x18, 0L)]
    [InlineData(0x18, 4L)]
    [InlineData(0x18, long.MaxValue)]
    [InlineData(0x20, long.MaxValue)]
    [InlineData(0x28, long.MaxValue)]
    [InlineData(0x30, -1L)]
    [InlineData(0x38, long.MaxValue)]
    public void AMappingWhoseNamesAreNotWhereTheyBelongIsRefused(int field, long value)
    {
        byte[] hostile = Changed("mapping", content =>
        {
            if (content.Length > 0x68 && Encoding.ASCII.GetString(content, 0x50, 24).Contains("Custom", StringComparison.Ordinal)) BitConverter.TryWriteBytes(content.AsSpan(field), value);
        });
        string message = Assert.Throws<MlNetModelException>(() => Mapping.Load(hostile, mappings: [typeof(Models.Ticket).Assembly])).Message;
        Assert.Contains("is a custom mapping of the assembly '', which the service does not name", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatUnpacksToMoreThanAModelIsRefused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("Vocabulary/Terms", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1 << 24];
            for (int i = 0; i <= 64; i++) entry.Write(zeros);
        }
        Assert.Equal("it unpacks to more than 1073741824 bytes", NamedAssemblies.Refusal(stream.ToArray(), []));
    }

    [Theory]
    [InlineData("Microsoft.ML.Data\\, x", "its entry 'Any' names the assembly 'Microsoft.ML.Data\\, x', which is none of ML.NET's")]
    [InlineData("\"Microsoft.ML.Data\"", "its entry 'Any' names the assembly '\"Microsoft.ML.Data\"', which is none of ML.NET's")]
    [InlineData("Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral", null)]
    [InlineData("", null)]
    public void ANameThatEscapesIsNoKnownOne(string name, string? refusal)
    {
        byte[] part = new byte[512];
        BitConverter.TryWriteBytes(part, 0x4C45444F4D004C4D);
        BitConverter.TryWriteBytes(part.AsSpan(0x90), 256L);
        BitConverter.TryWriteBytes(part.AsSpan(0x98), name.Length * 2);
        Encoding.Unicode.GetBytes(name).CopyTo(part, 256);
        Assert.Equal(refusal, NamedAssemblies.Refusal(Zip(("Any", part)), []));
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public void ANameOutsideItsEntryIsRefused(long place)
    {
        byte[] part = new byte[256];
        BitConverter.TryWriteBytes(part, 0x4C45444F4D004C4D);
        BitConverter.TryWriteBytes(part.AsSpan(0x90), place);
        BitConverter.TryWriteBytes(part.AsSpan(0x98), 8);
        Assert.Equal("its entry 'Any' names an assembly that is not in it", NamedAssemblies.Refusal(Zip(("Any", part)), []));
    }

    [Fact]
    public void WhatIsAbsentOrNoZipIsNamed()
    {
        Assert.StartsWith("Made/bayes.zip: 'no/such.zip' cannot be read: ", Assert.Throws<MlNetModelException>(() => Bayes.Load("no/such.zip")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Made/bayes.zip: it is not given to ML.NET: it is no zip", Assert.Throws<MlNetModelException>(() => Bayes.Load(new byte[100])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Made/bayes.zip: ML.NET does not load it: ", Assert.Throws<MlNetModelException>(() => Bayes.Load(Zip(("notes.txt", [1])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModelIsNotTheClassS()
    {
        Assert.Equal("Made/bayes.zip: it makes the column 'Score' as a Single, and the class was compiled against Score: float[batch,3]; build the project with this file",
            Assert.Throws<MlNetModelException>(() => Bayes.Load(System.IO.File.ReadAllBytes(Path("odd")))).Message);
        Assert.StartsWith("m: its SHA-256 is ", Assert.Throws<MlNetModelException>(() => MlNetRuntime.Load("m", Path("bayes"), Signature, new string('0', 64))).Message, StringComparison.Ordinal);
        Assert.Contains("takes no column 'Length'", Assert.Throws<MlNetModelException>(() => MlNetRuntime.Load("m", Changed("bayes", static content => Replaced(content, "Length", "Lungth")), Signature, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWhosePartsAreCutIsRefused()
    {
        using ZipArchive zip = ZipFile.OpenRead(Path("bayes"));
        byte[] cut = Zip([.. zip.Entries.Select(static entry =>
        {
            using Stream stream = entry.Open();
            byte[] half = new byte[entry.Length / 2];
            stream.ReadExactly(half);
            return (entry.FullName, half);
        })]);
        Assert.StartsWith("Made/bayes.zip: ", Assert.Throws<MlNetModelException>(() => Bayes.Load(cut)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Made/bayes.zip: ", Assert.Throws<MlNetModelException>(() => Bayes.Load(System.IO.File.ReadAllBytes(Path("bayes")).AsMemory(0, 900))).Message, StringComparison.Ordinal);
    }

    private static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Made", name + ".zip");

    private static byte[] Changed(string name, Action<byte[]> change)
    {
        using ZipArchive zip = ZipFile.OpenRead(Path(name));
        return Zip([.. zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            byte[] bytes = content.ToArray();
            change(bytes);
            return (entry.FullName, bytes);
        })]);
    }

    private static void Replaced(byte[] content, string old, string other)
    {
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.UTF8 })
            for (int at; (at = content.AsSpan().IndexOf(encoding.GetBytes(old))) >= 0;) encoding.GetBytes(other[..old.Length]).CopyTo(content, at);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
