using MlDsl.Training;

namespace MlDsl.Tracking.Tests;

/// <summary>A disk that fails from its n-th act on, for so many acts; a write that fails leaves half of what it was to write.</summary>
internal sealed class FailingDisk(int from, int count = int.MaxValue) : RunDisk
{
    private int acts;

    /// <summary>How many acts there were.</summary>
    public int Acts => acts;

    public override void MakeFolder(string path)
    {
        Act();
        base.MakeFolder(path);
    }

    public override Stream Append(string path)
    {
        Act();
        return new FailingStream(this, base.Append(path));
    }

    public override void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Act();
        base.Write(path, bytes);
    }

    public override void Flush(Stream stream)
    {
        Act();
        base.Flush(((FailingStream)stream).Inner);
    }

    private void Act()
    {
        int act = acts++;
        if (act >= from && act - from < count) throw new IOException("No space left on device");
    }

    private sealed class FailingStream(FailingDisk disk, Stream inner) : Stream
    {
        public Stream Inner => inner;
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => inner.Position = value; }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value)
        {
            disk.Act();
            inner.SetLength(value);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                disk.Act();
            }
            catch (IOException)
            {
                inner.Write(buffer[..(buffer.Length / 2)]);
                throw;
            }
            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
