using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

[Collection(Alone.Name)]
public sealed class LifetimeTests
{
    [Fact]
    public void ADisposedSessionRefusesCalls()
    {
        OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Rent());
        Assert.Throws<ObjectDisposedException>(() => session.Prepare(64));
    }

    [Fact]
    public void ACallInFlightEndsAfterTheSessionIsDisposed()
    {
        OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        session.Dispose();
        call.SetInput<float>(0, [1, 2, 3]);
        call.Run();
        Assert.Equal(14.5f, call.Output<float>(0)[0]);
    }

    [Fact]
    public void ABindingThatWasGivenBackRefusesEverything()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        call.Run();
        call.Dispose();
        call.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { call.Input<float>(0); });
        Assert.Throws<ObjectDisposedException>(() => call.Run());
        Assert.Throws<ObjectDisposedException>(() => { call.Output<float>(0); });
        Assert.Throws<ObjectDisposedException>(() => { call.OutputShape(0); });
        Assert.Throws<ObjectDisposedException>(() => call.HasOutput(0));
        Assert.Throws<ObjectDisposedException>(() => call.OutputValue(0));
    }

    [Fact]
    public async Task TwoThreadsDisposeWhileOthersRun()
    {
        for (int repeat = 0; repeat < 50; repeat++)
        {
            OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
            using var start = new Barrier(4);
            Task[] disposers = [Disposer(session, start), Disposer(session, start)];
            Task[] callers = [Caller(session, start), Caller(session, start)];
            await Task.WhenAll([.. disposers, .. callers]);
            Assert.Throws<ObjectDisposedException>(() => session.Rent());
        }
    }

    [Fact]
    public void LoadingAndDisposingLeaksNothingNative()
    {
        Cycle(100);

        // 400 sessions that leaked would cost more than this many times over; the allocator's own noise stays below.
        Assert.InRange(Memory.LeastGrowth(static () => Cycle(400)), long.MinValue, 8 << 20);
    }

    [Fact]
    public void RunningLeaksNothingNative()
    {
        using OnnxSession scores = OnnxSession.Load(Models.ZipMap("a", "b", "c"), "classes");
        using OnnxSession positive = OnnxSession.Load(Models.Positive, "positive");
        using OnnxSession broken = OnnxSession.Load(Models.Identity(OnnxElementType.Float, "a", "b"), "open");
        Work(2_000);
        Assert.InRange(Memory.LeastGrowth(() => Work(20_000)), long.MinValue, 8 << 20);

        void Work(int calls)
        {
            var destination = new float[3];
            string[] classes = ["a", "b", "c"];
            for (int i = 0; i < calls; i++)
            {
                using (OnnxBinding call = scores.Rent())
                {
                    call.Input<float>(0).Fill(i);
                    call.Run();
                    call.CopyClassScores(0, classes, destination);
                }
                using (OnnxBinding call = positive.Rent(1 + (i % 100)))
                {
                    call.Input<float>(0).Fill(1);
                    call.Run();
                    using OnnxValue value = call.OutputValue(0);
                }
                using (OnnxBinding call = broken.Rent()) call.Input<float>(0, [1 + (i % 50), 20]);
            }
        }
    }

    [Fact]
    public void ForgottenSessionsAreFreedByTheCollector()
    {
        WeakReference forgotten = Forget();
        for (int i = 0; i < 10 && forgotten.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(forgotten.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Forget()
    {
        OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        session.Prepare(4);
        OnnxBinding call = session.Rent(100);
        call.Input<float>(0).Clear();
        call.Run();
        return new WeakReference(call);
    }

    private static Task Disposer(OnnxSession session, Barrier start) => Task.Factory.StartNew(
        () =>
        {
            start.SignalAndWait();
            session.Dispose();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static Task Caller(OnnxSession session, Barrier start) => Task.Factory.StartNew(
        () =>
        {
            start.SignalAndWait();
            try
            {
                for (int rows = 1; ; rows = (rows % 40) + 1)
                {
                    using OnnxBinding call = session.Rent(rows);
                    call.Input<float>(0).Fill(1);
                    call.Run();
                    Assert.Equal(6.5f, call.Output<float>(0)[0]);
                }
            }
            catch (ObjectDisposedException)
            {
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static void Cycle(int sessions)
    {
        for (int i = 0; i < sessions; i++)
        {
            using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
            using (OnnxBinding call = session.Rent(1 + i))
            {
                call.Input<float>(0).Fill(1);
                call.Run();
            }
            Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear.AsMemory(0, 40), "cut"));
        }
    }
}
