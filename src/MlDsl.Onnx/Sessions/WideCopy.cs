namespace MlDsl.Onnx;

/// <summary>
/// Copies a large block with several threads of the pool: one core alone cannot fill memory that a card reads from. The caller copies as
/// well, so a busy pool makes it slower and never stuck. After the first copy nothing is allocated.
/// </summary>
internal sealed unsafe class WideCopy
{
    /// <summary>Below so many bytes, waking other threads costs more than it saves.</summary>
    public const int Worthwhile = 4 << 20;
    private const int Chunk = 1 << 20, MostLanes = 7;
    private readonly Lane[] lanes;
    private byte* source;
    private byte* target;
    private long length;
    private long chunks;
    private long next;

    public WideCopy()
        : this(Math.Min(MostLanes, Environment.ProcessorCount - 1))
    {
    }

    /// <summary>A copy with so many threads beside the caller's.</summary>
    public WideCopy(int others)
    {
        lanes = new Lane[others];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = new Lane(this);
    }

    /// <summary>Copies <paramref name="bytes"/> between blocks that do not overlap, for one caller at a time.</summary>
    public void Copy(void* from, void* to, long bytes)
    {
        source = (byte*)from;
        target = (byte*)to;
        length = bytes;
        chunks = (bytes + Chunk - 1) / Chunk;
        Volatile.Write(ref next, 0);
        var asked = (int)Math.Min(lanes.Length, chunks - 1);
        for (int i = 0; i < asked; i++) lanes[i].Ask();
        Work();
        for (int i = 0; i < asked; i++) lanes[i].Withdraw();
    }

    private void Work()
    {
        long chunk;
        while ((chunk = Interlocked.Increment(ref next) - 1) < chunks)
        {
            long start = chunk * Chunk, size = Math.Min(Chunk, length - start);
            Buffer.MemoryCopy(source + start, target + start, size, size);
        }
    }

    /// <summary>One thread of the pool. Only while it is working does it look at the blocks; the caller waits for that, never for the pool.</summary>
    private sealed class Lane(WideCopy copy) : IThreadPoolWorkItem
    {
        private const int Idle = 0, Asked = 1, Working = 2, Withdrawn = 3;
        private int state;

        public void Ask()
        {
            // It may still stand in the pool's queue since a copy that ended without it.
            if (Interlocked.CompareExchange(ref state, Asked, Withdrawn) == Withdrawn) return;
            Volatile.Write(ref state, Asked);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        public void Withdraw()
        {
            if (Interlocked.CompareExchange(ref state, Withdrawn, Asked) == Asked) return;
            var wait = default(SpinWait);
            while (Volatile.Read(ref state) == Working) wait.SpinOnce(sleep1Threshold: -1);
        }

        public void Execute()
        {
            while (Interlocked.CompareExchange(ref state, Working, Asked) != Asked)
                if (Interlocked.CompareExchange(ref state, Idle, Withdrawn) == Withdrawn) return;
            copy.Work();
            Volatile.Write(ref state, Idle);
        }
    }
}
