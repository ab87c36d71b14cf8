using System.Runtime.CompilerServices;
using Microsoft.ML;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Runs a trainer of ML.NET: cancelled when that is asked for, heard while it trains, its errors by their name.</summary>
internal static class MlNetRun
{
    /// <summary>Trains.</summary>
    /// <param name="name">The trainer's name, for messages.</param>
    /// <param name="seed">What draws begin from.</param>
    /// <param name="rows">The training rows, and those to stop by where it takes some.</param>
    /// <param name="control">Stops the training.</param>
    /// <param name="fit">Makes a trainer and fits it.</param>
    /// <param name="hear">Hears every message of ML.NET, on the thread that trains; null for nobody.</param>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public static T Fit<T>(string name, int seed, IReadOnlyList<DesignView> rows, TrainingControl control, Func<MLContext, T> fit, Action<string>? hear = null)
    {
        control.Cancellation.ThrowIfCancellationRequested();
        var context = new MLContext(seed);
        context.Log += (_, message) =>
        {
            control.Cancellation.ThrowIfCancellationRequested();
            hear?.Invoke(message.RawMessage);
        };
        using CancellationTokenRegistration stop = control.Cancellation.Register(() => CancelExecution(context));
        try
        {
            return fit(context);
        }
        catch (Exception) when (control.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(control.Cancellation);
        }
        // What went wrong with the rows is told as it is, however it was wrapped.
        catch (Exception) when (rows.Select(static one => one.Failure).FirstOrDefault(static failure => failure is not null) is { } failure)
        {
            failure.Throw();
            throw;
        }
        catch (DllNotFoundException e)
        {
            throw new MlNetTrainingException(
                $"ML.NET's {name} calls a native library that is not there, as it does where the processor has no AVX: {e.Message.Split('\n')[0]} Put the library of Microsoft.ML.CpuMath beside the program, or train on x64 with AVX", e)
            {
                IsUnusable = true,
            };
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or NullReferenceException or NotSupportedException or ArithmeticException or AggregateException or MissingMemberException or TypeInitializationException)
        {
            throw new MlNetTrainingException($"ML.NET's {name} failed: {(e is AggregateException or TypeInitializationException ? e.GetBaseException() : e).Message}; look at the options and the features", e);
        }
    }

    // What ML.NET's own search of models cancels by, and has no public name.
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void CancelExecution(MLContext context);
}
