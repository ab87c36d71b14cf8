namespace MlDsl.EndToEnd.Tests;

/// <summary>Models through streams, bytes and asynchronous files: whole or not at all.</summary>
public sealed class ModelStreamTests : IDisposable
{
    private static readonly SaleModel Model = SaleModel.Fit(Made.Split(1500).Train);
    private static readonly byte[] File = Saved();
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Saved()
    {
        using var stream = new MemoryStream();
        Model.Save(stream);
        return stream.ToArray();
    }

    [Fact]
    public async Task EveryWayWritesTheSameBytes()
    {
        string path = Path.Combine(folder, "sale.mldsl");
        Model.Save(path);
        Assert.Equal(File, await System.IO.File.ReadAllBytesAsync(path));
        await Model.SaveAsync(path);
        Assert.Equal(File, await System.IO.File.ReadAllBytesAsync(path));
        using var stream = new MemoryStream();
        await Model.SaveAsync(stream);
        Assert.True(stream.CanWrite, "the stream was closed");
        Assert.Equal(File, stream.ToArray());
    }

    [Fact]
    public async Task EveryWayReadsTheSameModel()
    {
        string path = Path.Combine(folder, "sale.mldsl");
        Model.Save(path);
        using var slow = new Trickle(File);
        using var behind = new MemoryStream([1, 2, 3, .. File]) { Position = 3 };
        using var slowAsync = new Trickle(File);
        using FileStream file = System.IO.File.OpenRead(path);
        SaleModel[] models =
        [
            SaleModel.Load(slow), SaleModel.Load(behind), SaleModel.Load(file), SaleModel.Load(File), SaleModel.Load(new byte[] { 9, 9 }.Concat(File).ToArray().AsMemory(2)),
            await SaleModel.LoadAsync(slowAsync), await SaleModel.LoadAsync(path),
        ];
        Assert.False(slow.IsClosed || slowAsync.IsClosed, "the stream was closed");
        foreach (Sale.Input input in Made.Inputs(20)) Assert.All(models, model => Assert.Equal(Model.Predict(in input), model.Predict(in input)));
    }

    [Fact]
    public async Task WhatFailsLeavesTheOldFile()
    {
        string path = Path.Combine(folder, "sale.mldsl");
        System.IO.File.WriteAllText(path, "old");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Model.SaveAsync(path, new CancellationToken(canceled: true)));
        Assert.Equal("old", System.IO.File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        Assert.Throws<DirectoryNotFoundException>(() => Model.Save(Path.Combine(folder, "nowhere", "sale.mldsl")));
    }

    [Fact]
    public async Task WhatCannotBeReadNamesItsSource()
    {
        using var cut = new Trickle(File[..^40]);
        Assert.StartsWith("The stream is not a complete model file", Assert.Throws<ModelFileException>(() => SaleModel.Load(cut)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The memory is not", Assert.Throws<ModelFileException>(() => SaleModel.Load(ReadOnlyMemory<byte>.Empty)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelFileException>(() => SaleModel.LoadAsync(Path.Combine(folder, "nowhere.mldsl")));
    }

    /// <summary>A stream of a network: it does not seek, and gives some bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes) : Stream
    {
        private int position;

        public bool IsClosed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(Math.Min(count, 7), bytes.Length - position);
            bytes.AsSpan(position, read).CopyTo(buffer.AsSpan(offset));
            position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
